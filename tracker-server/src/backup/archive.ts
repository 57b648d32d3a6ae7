import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { AppError, utf8 } from '../../../common/base/index.ts';
import { backupFiles, readManifest, type Manifest } from './manifest.ts';
import { blockBytes, decodeHeader, encodeHeader, padding } from './ustar.ts';

/** Bytes of a manifest and of a setup, at most: they have a few hundred. */
const longestText = 4096;

/** Where the two halves lie. */
export interface Halves {
  readonly setup: string;
  readonly database: string;
}

/** Writes one tar file for its owner's eyes, which is whole or not there. */
export const writeArchive = async (to: string, manifest: Manifest, halves: Halves): Promise<void> => {
  const beside = `${to}.tmp`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await writeAll(file, manifest, halves);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, to);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

const writeAll = async (file: FileHandle, manifest: Manifest, halves: Halves): Promise<void> => {
  const mtime = Math.floor(Date.parse(manifest.made) / 1000);
  const said = utf8(`${JSON.stringify(manifest, null, 2)}\n`);
  const begin = async (name: string, size: number): Promise<void> => {
    await file.write(encodeHeader(name, size, mtime));
  };
  await begin(backupFiles.manifest, said.length);
  await file.write(said);
  await file.write(Buffer.alloc(padding(said.length)));
  for (const half of ['setup', 'database'] as const) {
    const { size } = await stat(halves[half]);
    await begin(backupFiles[half], size);
    for await (const chunk of createReadStream(halves[half])) await file.write(chunk as Buffer);
    await file.write(Buffer.alloc(padding(size)));
  }
  await file.write(Buffer.alloc(2 * blockBytes));
};

/** Takes the halves out of an archive. BAD_REQUEST for a file that is no backup, or only a part of one. */
export const readArchive = async (from: string, halves: Halves): Promise<Manifest> => {
  const wrong = new AppError('BAD_REQUEST', `${from} is no backup of a tracker, or only a part of one`);
  const parts = await partsOf(from);
  const order = [backupFiles.manifest, backupFiles.setup, backupFiles.database];
  if (parts.map(({ name }) => name).join() !== order.join()) throw wrong;
  const [manifest, setup, database] = parts;
  if (manifest === undefined || setup === undefined || database === undefined) throw wrong;
  if (manifest.size > longestText || setup.size > longestText) throw wrong;
  const said = readManifest(await text(createReadStream(from, rangeOf(manifest))));
  const forOwner = { mode: 0o600, flags: 'wx' };
  await pipeline(createReadStream(from, rangeOf(setup)), createWriteStream(halves.setup, forOwner));
  await pipeline(createReadStream(from, rangeOf(database)), createWriteStream(halves.database, forOwner));
  return said;
};

interface Part {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

const rangeOf = ({ start, size }: Part): { start: number; end: number } => ({ start, end: start + size - 1 });

/** What an archive holds, as far as it is whole; a few more than there should be, at most. */
const partsOf = async (archive: string): Promise<readonly Part[]> => {
  const file = await open(archive, 'r');
  try {
    const { size: total } = await file.stat();
    const parts: Part[] = [];
    for (let at = 0; parts.length < 4;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, at);
      const header = decodeHeader(buffer.subarray(0, bytesRead));
      const start = at + blockBytes;
      if (header === undefined || header.size === 0 || start + header.size > total) break;
      parts.push({ ...header, start });
      at = start + header.size + padding(header.size);
    }
    return parts;
  } finally {
    await file.close();
  }
};
