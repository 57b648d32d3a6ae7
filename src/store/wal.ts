import { fstatSync, readSync } from 'node:fs';

/** The write-ahead log, by a descriptor of its own (sqlite.org/fileformat2.html, section 4). Integers are big-endian. */
const headerBytes = 32;
const frameHeaderBytes = 24;
const pageSizeAt = 8;
const saltsAt = 16;
const frameSaltsAt = 8;

/** Whether frames of the present generation reach so many bytes into the file; those of older ones carry other salts. */
export const reaches = (fd: number, bytes: number): boolean => {
  const header = read(fd, headerBytes, 0);
  if (header === undefined) return false;
  const frameBytes = frameHeaderBytes + header.readUInt32BE(pageSizeAt);
  const frame = Math.floor((bytes - headerBytes) / frameBytes);
  const there = read(fd, frameHeaderBytes, headerBytes + frame * frameBytes);
  return (
    there !== undefined && there.subarray(frameSaltsAt, frameSaltsAt + 8).equals(header.subarray(saltsAt, saltsAt + 8))
  );
};

export const sizeOf = (fd: number): number => fstatSync(fd).size;

const read = (fd: number, length: number, position: number): Buffer | undefined => {
  const bytes = Buffer.alloc(length);
  return readSync(fd, bytes, 0, length, position) === length ? bytes : undefined;
};
