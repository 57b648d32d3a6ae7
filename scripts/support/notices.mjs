// The licences of the packages that are inside the bundles: most of them ask to be shipped along.
import { readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** @param {string} folder @returns {Promise<string>} */
const licenceOf = async (folder) => {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice)/i.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.join('\n\n').trim();
};

/**
 * @param {string} root
 * @param {readonly string[]} inputs files that went into the bundles, relative to the root
 * @returns {Promise<string>} one text for all packages, in the order of their names
 */
export const noticesOf = async (root, inputs) => {
  const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[1] ?? []));
  const notices = [...folders].map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${await licenceOf(path.join(root, folder))}`;
  });
  return `P2P Chat contains the following packages.\n\n${(await Promise.all(notices)).toSorted().join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
};
