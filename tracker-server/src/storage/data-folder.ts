import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { AppError } from '../../../common/base/index.ts';

/** Where everything lies. `tracker.db` and `opaque.setup` are halves: each is worthless without the other. */
export interface DataFolder {
  readonly database: string;
  /** OPAQUE's server setup, on which every password record and the tracker's id depend. */
  readonly setup: string;
  /** The setup until both halves are there: nobody has an account before that. */
  readonly setupInMaking: string;
}

export const dataFolder = (folder: string): DataFolder => ({
  database: path.join(folder, 'tracker.db'),
  setup: path.join(folder, 'opaque.setup'),
  setupInMaking: path.join(folder, 'opaque.setup.new'),
});

/** What is there of a file. */
export type FileState = 'missing' | 'empty' | 'there';

export const stateOf = (file: string): FileState => {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return 'missing';
  return size === 0 ? 'empty' : 'there';
};

/** For its owner's eyes. INTERNAL if it cannot be written to. */
export const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError('INTERNAL', `The data folder ${folder} is not writable.`, {}, error);
  }
};
