import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limits } from '../../../common/model/index.ts';
import { chatLimits, engineLimits } from '../../../common/protocol/chat/index.ts';
import { peerLimits } from '../../../common/protocol/peer/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { viewLimits } from '../../../common/protocol/view/index.ts';
import { headlessLimits } from '../../../src/app/headless/limits.ts';
import { defaultConfig } from '../../../src/peer/core/config.ts';
import { healthLimits } from '../../../src/tracker-client/index.ts';
import { deepLinkLimits } from '../../../src/vscode/model/deep-link.ts';
import { markdownLimits } from '../../../common/text/index.ts';
import { markupLimits } from '../../../webview/markup/limits.ts';
import { stateLimits } from '../../../webview/state/limits.ts';

const page = readFileSync('LIMITS.md', 'utf8');

/** The rows of one section, `| name | limit | of what |`, by name. */
const section = (file: string): ReadonlyMap<string, string> => {
  const text = page.split('\n## ').find((part) => part.split('\n')[0]?.includes(file)) ?? '';
  return new Map(
    [...text.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\|/gm)].map(([, name, limit]) => [name ?? '', limit ?? '']),
  );
};

const seconds = { s: 1, min: 60, h: 3600 };

/** `1024`, or a rate such as `20/h, burst 20`. */
const parse = (limit: string): number | { perSecond: number; burst: number } => {
  const [, count, unit, burst] = /^(\d+)\/(s|min|h), burst (\d+)$/.exec(limit) ?? [];
  if (unit === undefined) return Number(limit);
  return { perSecond: Number(count) / seconds[unit as keyof typeof seconds], burst: Number(burst) };
};

test.each([
  ['common/model/limits.ts', limits],
  ['common/protocol/tracker/limits.ts', trackerLimits],
  ['common/protocol/peer/limits.ts', peerLimits],
  ['common/protocol/chat/limits.ts', chatLimits],
  ['common/protocol/chat/engine-limits.ts', engineLimits],
  ['common/protocol/view/limits.ts', viewLimits],
  ['src/peer/core/config.ts', defaultConfig],
  ['src/app/headless/limits.ts', headlessLimits],
  ['src/tracker-client/core/health.ts', healthLimits],
  ['src/vscode/model/deep-link.ts', deepLinkLimits],
  ['common/text/markdown/modest.ts', markdownLimits],
  ['webview/markup/limits.ts', markupLimits],
  ['webview/state/limits.ts', stateLimits],
])('LIMITS.md says what %s says', (file, inCode) => {
  const onPage = Object.fromEntries([...section(file)].map(([name, limit]) => [name, parse(limit)]));
  expect(onPage).toEqual(inCode);
});
