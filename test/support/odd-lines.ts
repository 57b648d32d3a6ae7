import * as fc from 'fast-check';
import type { Command } from '../../src/app/headless/command.ts';
import { commands } from '../../src/app/headless/commands.ts';
import { laterCommands } from '../../src/app/headless/later-commands.ts';

/** The id of no message. */
export const noEntry = '0123456789abcdef'.repeat(4);
const names: [string, Command][] = Object.entries(commands);
const fields = [...new Set(names.flatMap(([, { params }]) => params))];

const oddText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'general',
    'GENERAL',
    'ana',
    'odd',
    noEntry,
    noEntry.toUpperCase(),
    '__proto__',
    '\0',
    '\u202e',
    '\ud800',
    '👍',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.nat(25_000).map((length) => 'ã'.repeat(length)),
);
const oddValue = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1, 50, 500, 1e300, 2 ** 53, 0.5) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** What mostly passes for each parameter, so that a command gets past the door. */
const likely: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  room: fc.oneof(fc.constantFrom('general', 'GENERAL', 'odd', 'odder', 'oddest'), oddText),
  // with a room as well it would be one too many
  to: fc.option(fc.oneof(fc.constantFrom('ana', 'bia'), oddText), { nil: undefined, freq: 1 }),
  entry: fc.constant(noEntry),
  replyTo: fc.constant(noEntry),
  before: fc.constant(noEntry),
  emoji: fc.constantFrom('👍', 'x', '\ud800'),
  on: fc.boolean(),
  listed: fc.constantFrom(true, true, true, false),
  policy: fc.constantFrom('open', 'open', 'open', 'invite'),
  capacity: fc.integer({ min: 0, max: 250 }),
  limit: fc.integer({ min: 0, max: 501 }),
  // one that is long enough keeps a processor busy for a second, and then there is an account of that name
  password: fc.constantFrom('short', 'ç'),
  passwordFile: fc.constantFrom('/dev/null', '/', '/dev/zero', '/nowhere/at/all', '\0'),
};

const paramsOf = (params: readonly string[]): fc.Arbitrary<object> =>
  fc.record(
    Object.fromEntries(
      params.map((param) => [
        param,
        fc.oneof({ weight: 8, arbitrary: likely[param] ?? oddText }, { weight: 1, arbitrary: oddValue }),
      ]),
    ),
    { requiredKeys: [] },
  );

/** Passwords that might sign somebody in are left out. */
const harmless = (line: Readonly<Record<string, unknown>>): object =>
  typeof line['password'] === 'string' ? { ...line, password: line['password'].slice(0, 9) } : line;

/** JSON lines with a name as `do`, known or not, and fields that are as odd as can be. No one has an id. */
export const oddLine: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom(...names)
        .chain(([name, { params }]) => paramsOf(params).map((all) => ({ ...all, do: name }))),
    },
    { weight: 1, arbitrary: fc.constantFrom(...laterCommands).map((name) => ({ do: name })) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('do', ...fields), oddValue, { noNullPrototype: true }) },
  )
  .map((line) => JSON.stringify(harmless(line)));
