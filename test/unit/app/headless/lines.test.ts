import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLine } from '../../../../src/app/headless/verbs.ts';

test('a command keeps its id and its fields', () => {
  expect(decodeLine('{"id":7,"do":"send","room":"general","content":"hi","extra":1}')).toEqual({
    ok: true,
    id: 7,
    command: { do: 'send', room: 'general', content: 'hi' },
  });
  expect(decodeLine('{"do":"status"}')).toMatchObject({ ok: true, id: null });
});

test.each([
  ['', null],
  ['null', null],
  ['[]', null],
  ['{"id":1,"do":"fly"}', 1],
  ['{"id":1}', 1],
  ['{"id":-1,"do":"status"}', null],
  ['{"id":2,"do":"history","room":"x","limit":501}', 2],
  ['{"id":3,"do":"send","room":"x","content":"y","replyTo":"zz"}', 3],
  [`{"id":4,"do":"join-room","room":"${'x'.repeat(201)}"}`, 4],
])('%s is a bad request', (line, id) => {
  expect(decodeLine(line)).toMatchObject({ ok: false, id, code: 'BAD_REQUEST' });
});

test.each(['invite', 'remove', 'search', 'safety-number', 'block'])('%s comes later', (verb) => {
  expect(decodeLine(JSON.stringify({ id: 5, do: verb }))).toMatchObject({ ok: false, id: 5, code: 'NOT_YET' });
});

test('no line throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      expect(decodeLine(line)).toHaveProperty('ok');
    }),
  );
});
