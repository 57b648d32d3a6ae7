import * as path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openInEditor, type OpenOptions } from '../../src/app/index.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const dist = path.join(import.meta.dirname, '../../dist');
const variable = 'P2P_CHAT_ENGINE';

afterEach(() => {
  delete process.env[variable];
});

test.each([
  ['a thread of its own', ''],
  ['this thread, when that is asked for', 'inline'],
])('the bundled engine, on %s: opens, answers, has the data alone, and ends', async (_, where) => {
  process.env[variable] = where;
  await using folder = await temporaryFolder();
  const lines: string[] = [];
  const options: OpenOptions = {
    data: path.join(folder.path, 'data'),
    workers: dist,
    logger: { log: (level, message) => void lines.push(`${level} ${message}`) },
    settings: { listenHost: '127.0.0.1', listenPort: 0 },
  };
  const chat = await openInEditor(options, nodeClock);
  if (chat === 'locked') throw new Error('locked');
  await chat.setPresence({ presence: 'dnd' });
  expect(chat.state.presence).toBe('dnd');
  expect(chat.engine).toEqual({ kind: 'open', hung: false });
  expect(await openInEditor(options, nodeClock)).toBe('locked');
  await chat.close();
  const again = await openInEditor(options, nodeClock);
  if (again === 'locked') throw new Error('locked');
  await again.close();
  expect(lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
});
