import * as path from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '../../../../src/app/headless/arguments.ts';

const needed = ['--tracker', '127.0.0.1', '--data', 'folder'];

test.each([
  [[], { listenPort: 0, level: 'warn' }],
  [['--listen', '4711', '--log', 'debug'], { listenPort: 4711, level: 'debug' }],
  [['--listen', '127.0.0.1:0'], { listenHost: '127.0.0.1', listenPort: 0, level: 'warn' }],
  [['--listen', '[::1]:4711'], { listenHost: '::1', listenPort: 4711, level: 'warn' }],
])('%o is understood', (more, known) => {
  const expected = { tracker: 'ws://127.0.0.1:6060', data: path.resolve('folder'), ...known };
  expect(readArguments([...needed, ...more])).toEqual(expected);
});

test.each([
  [[], '--tracker and --data are required'],
  [['--tracker', '127.0.0.1', '--data', ''], '--tracker and --data are required'],
  [['--tracker', 'http://x', '--data', 'x'], '"http://x" is not the address of a tracker'],
  [['--tracker', 'ws://1.1.1.1:1', '--data', 'x'], 'Unencrypted connections (ws:) only work on this computer'],
  [[...needed, '--listen', 'x'], '--listen must be [HOST:]PORT'],
  [[...needed, '--listen', '65536'], '--listen must be [HOST:]PORT'],
  [[...needed, '--log', 'all'], '--log must be one of error, warn, info, debug'],
  [[...needed, '--fly'], "Unknown option '--fly'"],
  [[...needed, 'more'], "Unexpected argument 'more'"],
  [[...needed, '--data'], "Option '--data <value>' argument missing"],
  [[...needed, '--routes', 'direct'], '--routes is not in this version'],
  [[...needed, '--proxy', 'http://x'], '--proxy is not in this version'],
  [['--lead-only'], '--lead-only is not in this version'],
])('%o: one sentence', (args, sentence) => {
  const said = readArguments(args);
  expect(said).toContain(sentence);
  expect(said).toMatch(/^[^\n]+; usage: headless\.js --tracker URL [^\n]+$/);
});
