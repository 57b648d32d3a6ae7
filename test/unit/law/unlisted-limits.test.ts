import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { namelessLimits, numberConstants, productFiles } from '../../support/limit-constants.ts';

const page = readFileSync('LIMITS.md', 'utf8');
const heading = '## Beside what they limit';
const listed = [...(page.split(heading)[1] ?? '').matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\| ([^|]+?) +\|/gm)].map(
  ([, file = '', name = '', value = '']) => ({ file, name, value }),
);
/** Files whose limits have a table of their own, which `limits-page.test.ts` compares. */
const homes = new Set([...page.matchAll(/^## [^\n]*`([^`\n]+\.ts)`$/gm)].map(([, file]) => file));

/** Numbers that limit nothing: layouts, codes, units, defaults that stand for zero. Everything else is on the page. */
const noLimits: Readonly<Record<string, readonly string[]>> = {
  'common/base/tracker-address.ts': ['defaultPort', 'schemePorts.ws', 'schemePorts.wss'],
  'common/log/certificate.ts': ['certificateBytes'],
  'common/log/entry-codec.ts': [
    'version',
    'headerBytes',
    'hashBytes',
    'headerPlaces.prev',
    'headerPlaces.clock',
    'headerPlaces.bodyHash',
    'headerPlaces.bodyLength',
  ],
  'common/log/signed-record.ts': ['signatureBytes'],
  'common/log/room-keys.ts': ['shortBytes'],
  'common/model/ids.ts': ['keyDigits'],
  'common/protocol/peer/entries.ts': ['entriesOverhead'],
  'common/protocol/peer/hello.ts': ['peerVersion.major', 'peerVersion.minor'],
  'common/text/duration.ts': ['minute', 'hour', 'day'],
  'src/app/headless/lines.ts': ['newline'],
  'src/chat/core/replication/fetch-planner.ts': ['entryGuess'],
  'src/identity/vault.ts': ['tagLength'],
  'src/store/entry-ids.ts': ['prefixDigits'],
  'src/store/housekeeping.ts': ['MiB'],
  'src/store/log-table.ts': ['rankDigits'],
  'src/store/receipts.ts': ['digits'],
  'src/store/wal.ts': ['headerBytes', 'frameHeaderBytes', 'pageSizeAt', 'saltsAt', 'frameSaltsAt'],
  'src/vscode/commands/status.ts': ['minute'],
  'src/vscode/model/mute-choices.ts': ['hour'],
  'src/vscode/model/mute-until.ts': ['morning'],
  'src/vscode/notifications/quiet-hours.ts': ['from', 'to', 'at'],
  'tracker-server/src/backup/ustar.ts': ['blockBytes'],
  'tracker-server/src/tracker-keys.ts': ['spkiBytes', 'setupBytes'],
};
/** Numbers of a protocol, and zeros. */
const noLimitObjects = /^(?:frameTypes|byeCodes|closeCodes|acts|haveFlags|nothing|never|emptyTip)\./;

const files = productFiles();
const inCode = files
  .filter((file) => !homes.has(file))
  .flatMap((file) => numberConstants(file))
  .filter(({ file, name }) => noLimits[file]?.includes(name) !== true && !noLimitObjects.test(name));

describe('LIMITS.md', () => {
  test('lists every cap and time that stands in the code, with its value, and nothing else', () => {
    expect(listed.length).toBeGreaterThan(100);
    expect(listed).toEqual(inCode);
  });

  test('and each table of a file is compared with it', () => {
    const comparing = readFileSync('test/unit/law/limits-page.test.ts', 'utf8');
    expect([...homes].filter((file) => !comparing.includes(`'${file}'`))).toEqual([]);
  });

  test('and what is called no limit is still there', () => {
    const all = new Set(files.flatMap((file) => numberConstants(file)).map(({ file, name }) => `${file} ${name}`));
    const gone = Object.entries(noLimits).flatMap(([file, names]) => names.map((name) => `${file} ${name}`));
    expect(gone.filter((one) => !all.has(one))).toEqual([]);
  });

  test('says for each of them of what', () => {
    const rows = [...(page.split(heading)[1] ?? '').matchAll(/^\| `.*\|$/gm)].map(([row]) =>
      row.split('|').at(-2)?.trim(),
    );
    expect(rows.filter((what) => what === undefined || what.length < 10)).toEqual([]);
  });
});

test('timers and bounded collections are given named numbers', () => {
  expect(files.flatMap((file) => namelessLimits(file))).toEqual([]);
});

describe('what is looked for is found', () => {
  test.each([
    ['const maxThings = 10_000;', { name: 'maxThings', value: '10000' }],
    ['  const within = 3 * 1000;', { name: 'within', value: '3000' }],
    ['export const most = 4 * limits.runEntries;', { name: 'most', value: '4 * limits.runEntries' }],
    ['const rate = 1 / 30;', { name: 'rate', value: '1 / 30' }],
    ['const times = {\n  /** Why. */\n  gather: 300,\n};', { name: 'times.gather', value: '300' }],
    ['export const sizes = { rows: 250 } as const;', { name: 'sizes.rows', value: '250' }],
  ])('%s', (text, constant) => {
    expect(numberConstants('x.ts', text)).toEqual([{ file: 'x.ts', ...constant }]);
  });

  test.each([
    'clock.setTimer(5000, run);',
    'setTimeout(() => go(), 250);',
    'new BoundedMap<string, Map<A, B>>(64);',
    'new Coalescer(env.clock, 300, () => {});',
    'new TokenBucket(20, burst, now)',
  ])('a number without a name: %s', (text) => {
    expect(namelessLimits('x.ts', text)).toHaveLength(1);
  });

  test.each([
    'clock.setTimer(0, run);',
    'clock.setTimer(wait, () => at(2));',
    'new BoundedMap(limits.most);',
    'const last = run.at(-1);',
  ])('and nothing else: %s', (text) => {
    expect([...namelessLimits('x.ts', text), ...numberConstants('x.ts', text)]).toEqual([]);
  });
});
