import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest, decodeServerText, verbs } from '../../common/protocol/tracker/index.ts';

const json = fc.json({ maxDepth: 4 });
const request = fc
  .record({ id: fc.nat(), cmd: fc.constantFrom(...Object.keys(verbs)) })
  .chain((head) =>
    fc
      .dictionary(fc.constantFrom('step', 'entries', 'roomId', 'page', 'have', 'username'), fc.jsonValue())
      .map((rest) => ({ ...rest, ...head })),
  );

describe('the doors of the tracker protocol', () => {
  it('answer any text, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (text) => {
        expect(decodeRequest(text)).toHaveProperty('id');
        expect(decodeServerText(text)).toHaveProperty('kind');
      }),
    );
  });

  it('name every request that has an id', () => {
    fc.assert(
      fc.property(request, (value) => {
        expect(decodeRequest(JSON.stringify(value)).id).toBe(value.id);
      }),
    );
  });
});
