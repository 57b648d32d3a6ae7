import { AppError } from '../../../common/base/index.ts';
import type { DataFolder, FileState } from './data-folder.ts';

export interface FoundHalves {
  readonly setup: FileState;
  /** A first start that did not come to its end left this. */
  readonly setupInMaking: FileState;
  readonly database: FileState;
}

/** `first`: a tracker that nobody knows yet. `newDatabase`: a tracker that people know has forgotten them. */
export type StartKind = 'first' | 'again' | 'newDatabase';

const noPasswords = 'without it no password of this tracker works. Restore a backup that holds both halves';

/**
 * Whether the tracker may start with what is in its folder. A half that is lost is never replaced in silence: everybody's names would be
 * anybody's. INTERNAL names the file and what to do.
 */
export const decideStart = (found: FoundHalves, files: DataFolder, newDatabase: boolean): StartKind => {
  if (found.setup === 'missing') {
    if (found.database === 'missing' || found.setupInMaking !== 'missing') return 'first';
    throw lost(files.setup, 'missing', noPasswords);
  }
  if (found.setup === 'empty') throw damagedSetup(files.setup, 'empty');
  if (found.database === 'there') return 'again';
  if (newDatabase) return 'newDatabase';
  throw lost(files.database, found.database, 'restore a backup, or start with --new-database');
};

export const damagedSetup = (file: string, how: 'empty' | 'damaged'): AppError => lost(file, how, noPasswords);

const lost = (file: string, how: string, remedy: string): AppError =>
  new AppError('INTERNAL', `${file} is ${how}: ${remedy}.`);

/** The halves are of two trackers. INTERNAL. */
export const demandSameTracker = (ofDatabase: string, ofSetup: string, { database, setup }: DataFolder): void => {
  if (ofDatabase === ofSetup) return;
  throw new AppError(
    'INTERNAL',
    `${database} is of tracker ${ofDatabase}, ${setup} of tracker ${ofSetup}: restore a backup that holds both.`,
  );
};
