import { beforeEach, expect, test } from 'vitest';
import { OpeningProgress } from '../../../src/vscode/model/opening-progress.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let said: string[];
let progress: OpeningProgress;
beforeEach(() => {
  clock = new ManualClock();
  said = [];
  progress = new OpeningProgress(clock, (step) => {
    said.push(`shows ${step}`);
    return { say: (next) => said.push(next), end: () => said.push('gone') };
  });
});

test('what takes longer than a second is said, step by step, until it is open', () => {
  progress.begin('backup');
  clock.advance(999);
  expect(said).toEqual([]);
  clock.advance(1);
  progress.begin('migration');
  progress.end();
  expect(said).toEqual(['shows backup', 'migration', 'gone']);
});

test('the first word is of the step that is under way by then', () => {
  progress.begin('backup');
  progress.begin('migration');
  clock.advance(1000);
  expect(said).toEqual(['shows migration']);
  progress.end();
});

test('what is done sooner is not worth a word, nor is what a later engine does', () => {
  progress.begin('backup');
  progress.end();
  progress.begin('migration');
  clock.advance(5000);
  expect([said, clock.waiting]).toEqual([[], 0]);
});
