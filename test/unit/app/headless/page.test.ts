import { expect, expectTypeOf, test } from 'vitest';
import { alwaysErrors, verbs, type UncommandedVerb, type Verb } from '../../../../common/protocol/chat/index.ts';
import type { Command } from '../../../../src/app/headless/command.ts';
import { commands, type AskedVerb } from '../../../../src/app/headless/commands.ts';
import { eventFields } from '../../../../src/app/headless/event-fields.ts';
import { laterCommands } from '../../../../src/app/headless/later-commands.ts';
import {
  differences,
  documentedCodes,
  documentedCommands,
  documentedEvents,
  documentedLater,
  shallow,
} from '../../../support/headless-page.ts';

const table: [string, Command][] = Object.entries(commands);

test('the page has the commands of the table, with their parameters and replies', () => {
  const onPage = [...documentedCommands].map(([name, { params, reply }]) => [name, params, reply.map(shallow)]);
  expect(onPage).toEqual(table.map(([name, { params, reply }]) => [name, params, reply]));
});

test('the page has the events of the table, with their fields', () => {
  expect(Object.fromEntries(documentedEvents)).toEqual(eventFields);
});

test('the page has the commands that come later', () => {
  expect(documentedLater).toEqual(laterCommands);
});

test('the page has every code that a command can be refused with', () => {
  const reached = new Set(table.flatMap(([, command]) => command.verbs));
  const codes = new Set([...alwaysErrors, 'NOT_YET', ...[...reached].flatMap((verb) => verbs[verb].errors)]);
  expect(documentedCodes.toSorted()).toEqual([...codes].toSorted());
});

test('a verb has a command, or a reason why not', () => {
  expectTypeOf<Exclude<Verb, AskedVerb>>().toEqualTypeOf<UncommandedVerb>();
  const asked = new Set<string>(table.flatMap(([, command]) => command.verbs));
  const reasons = Object.entries(verbs).filter(([, verb]) => 'noCommand' in verb);
  expect(reasons.map(([name]) => name).toSorted()).toEqual(
    Object.keys(verbs)
      .filter((name) => !asked.has(name))
      .toSorted(),
  );
});

test('a line is compared with the page down to the bottom', () => {
  const fields = ['a', 'b?', 'c: [{d, e?: {f, g?}}]'];
  expect(differences(fields, { a: 1, c: [{ d: 1 }, { d: 2, e: { f: null } }] })).toEqual([]);
  expect(differences(fields, { c: [{ d: 1, e: { g: 1 } }, { x: 1 }], y: 1 })).toEqual([
    'y is not on the page',
    'a is missing',
    'c: e: f is missing',
    'c: x is not on the page',
    'c: d is missing',
  ]);
});
