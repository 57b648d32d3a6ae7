import { beforeEach, expect, test } from 'vitest';
import { engineLimits } from '../../../common/protocol/chat/index.ts';
import { LogLines } from '../../../src/engine/core/log-lines.ts';

let told: string[];
let lines: LogLines;
beforeEach(() => {
  told = [];
  lines = new LogLines((level, message) => told.push(`${level} ${message}`));
});

test('what has not the weight that is asked for is not told', () => {
  for (const level of ['error', 'warn', 'info', 'debug'] as const) lines.log(level, 'one');
  lines.level = 'error';
  for (const level of ['error', 'warn', 'info', 'debug'] as const) lines.log(level, 'two');
  lines.level = 'debug';
  lines.log('debug', 'three');
  expect(told).toEqual(['error one', 'warn one', 'info one', 'error two', 'debug three']);
});

test('where nobody reads, lines are left out, and how many is said afterwards', () => {
  for (let i = 0; i < engineLimits.logLines + 7; i++) lines.log('info', `line ${i}`);
  expect(told).toHaveLength(engineLimits.logLines);
  lines.read(100);
  expect(told.at(-1)).toBe('warn 7 lines of the log were left out: nobody read them');
  lines.log('info', 'again');
  expect(told.at(-1)).toBe('info again');
});

test('a long line is cut', () => {
  lines.log('info', 'x'.repeat(engineLimits.line + 1));
  expect(told[0]).toHaveLength('info '.length + engineLimits.line);
});
