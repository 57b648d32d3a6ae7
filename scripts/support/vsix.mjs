// What is inside a VSIX, read from the directory at the end of the zip file.
import { readFileSync } from 'node:fs';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/**
 * @param {string} file
 * @returns {{ name: string, bytes: number }[]} sorted by name; bytes once unpacked
 */
export const listVsix = (file) => {
  const zip = readFileSync(file);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error(`${file} is no zip file`);
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`${file} has a broken directory`);
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    entries.push({ name: zip.toString('utf8', at + 46, nameEnd), bytes: zip.readUInt32LE(at + 24) });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
};
