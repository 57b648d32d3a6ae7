import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ready, server } from '@serenity-kit/opaque';
import { textOfFile } from '../../../common/base/index.ts';
import { isSetup } from '../tracker-keys.ts';
import { damagedSetup } from './start-decision.ts';

/** OPAQUE's server setup, in whichever encoding it was copied. INTERNAL if it is damaged. */
export const readSetup = async (file: string): Promise<string> => {
  await ready;
  const setup = textOfFile(readFileSync(file))?.trim() ?? '';
  if (!isSetup(setup)) throw damagedSetup(file, 'damaged');
  return setup;
};

/** The setup of a tracker that starts for the first time, or that did not come to the end of that. */
export const beginSetup = async (file: string): Promise<string> => {
  await ready;
  const begun = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (isSetup(begun)) return begun;
  const setup = server.createSetup();
  writeFileSync(file, setup, { mode: 0o600, flush: true });
  return setup;
};
