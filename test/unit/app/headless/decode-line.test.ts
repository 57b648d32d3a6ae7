import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../src/app/headless/command.ts';
import { commands } from '../../../../src/app/headless/commands.ts';
import { decodeLine } from '../../../../src/app/headless/decode-line.ts';
import { laterCommands } from '../../../../src/app/headless/later-commands.ts';
import { cases } from '../../../support/fixed-seed.ts';
import { oddLine } from '../../../support/odd-lines.ts';

test('a command keeps its id, and fields that nobody knows are ignored', () => {
  expect(decodeLine('{"id":7,"do":"send","room":"general","content":"hi","extra":1}')).toMatchObject({
    ok: true,
    id: 7,
  });
  expect(decodeLine('{"do":"status"}')).toMatchObject({ ok: true, id: null });
  expect(decodeLine(`{"id":${Number.MAX_SAFE_INTEGER},"do":"status"}\r`)).toMatchObject({ ok: true });
});

test.each([
  ['', null],
  ['null', null],
  ['[]', null],
  ['{"id":1}', null],
  ['{"id":-1,"do":"status"}', null],
  ['{"id":1.5,"do":"status"}', null],
  ['{"id":"1","do":"status"}', null],
  ['{"id":1,"do":"fly"}', 1],
  ['{"id":1,"do":"constructor"}', 1],
  ['{"id":1,"do":"__proto__"}', 1],
  ['{"id":2,"do":"history","room":"x","limit":501}', 2],
  ['{"id":3,"do":"send","room":"x","content":"y","replyTo":"zz"}', 3],
  [`{"id":4,"do":"join-room","room":"${'x'.repeat(201)}"}`, 4],
  ['{"id":5,"do":"join-room","room":""}', 5],
  ['{"id":6,"do":"register","username":"bot","password":7}', 6],
])('%s is a bad request', (line, id) => {
  expect(decodeLine(line)).toMatchObject({ ok: false, id, code: 'BAD_REQUEST' });
});

test.each(laterCommands)('%s comes later', (name) => {
  expect(decodeLine(JSON.stringify({ id: 5, do: name }))).toMatchObject({ ok: false, id: 5, code: 'NOT_YET' });
});

test('a refusal repeats no password', () => {
  const secret = 'correct horse battery';
  const line = JSON.stringify({ id: 1, do: 'register', username: secret.repeat(20), password: [secret] });
  expect(JSON.stringify(decodeLine(line))).not.toContain(secret);
});

describe('whatever the line', () => {
  test('it is a command, or a bad request, or one of later', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), oddLine), (text) => {
        const line = decodeLine(text);
        if (line.ok) expect(line.begin).toBeTypeOf('function');
        else expect(['BAD_REQUEST', 'NOT_YET']).toContain(line.code);
        // a reply is one line of JSON
        expect(JSON.stringify(line)).not.toContain('\n');
      }),
      cases(2000),
    );
  });

  test('the odd lines are of every command, and some can be begun', () => {
    const begun = new Set<unknown>();
    for (const text of fc.sample(oddLine, cases(2000))) {
      if (decodeLine(text).ok) begun.add((JSON.parse(text) as { do: unknown }).do);
    }
    const names: [string, Command][] = Object.entries(commands);
    expect(begun).toEqual(new Set(names.map(([name]) => name)));
  });
});
