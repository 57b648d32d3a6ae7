import { beforeEach, describe, expect, test } from 'vitest';
import type { IdentityKey } from '../../../../common/model/index.ts';
import { Names } from '../../../../src/chat/core/replication/names.ts';

const id = (digit: string): IdentityKey => digit.repeat(64) as IdentityKey;
const [bia, other, caio] = [id('b'), id('d'), id('c')];
let names: Names;
let told: unknown[];
beforeEach(() => {
  names = new Names();
  told = [];
  names.events = {
    onShared: ({ name, identities }) => told.push(['shared', name, ...identities]),
    onRenamed: (...all) => told.push(['renamed', ...all]),
    onChanged: () => {},
  };
  names.learn(bia, 'bia', 'certificate');
});

describe('another identity with a known name', () => {
  beforeEach(() => names.learn(other, 'Bia', 'word'));

  test('is told of, and whoever writes to the name is asked whom he means', () => {
    expect(told).toEqual([['shared', 'bia', bia, other]]);
    expect(() => names.identify('BIA')).toThrow(
      expect.objectContaining({ code: 'USER_AMBIGUOUS', details: { identities: [bia, other] } }),
    );
    expect(names.shared).toEqual([{ name: 'bia', identities: [bia, other] }]);
    expect([names.of(bia), names.of(other)]).toEqual(['bia', 'Bia']);
  });

  test('means whoever was chosen, and nobody is asked or told again', () => {
    expect(names.choose(other)).toEqual({ fold: 'bia', identity: other });
    expect(names.identify('bia')).toBe(other);
    names.choose(bia);
    names.learn(caio, 'bia', 'record');
    expect([names.identify('bia'), told.length]).toEqual([bia, 1]);
    expect(names.shared).toEqual([{ name: 'bia', identities: [bia, other, caio], meant: bia }]);
    expect(names.choose(id('9'))).toBeUndefined();
  });

  test('goes when nothing is known of it any more, and comes again', () => {
    names.forget(bia);
    expect([names.shared, names.identify('bia')]).toEqual([[], other]);
    names.forget(other);
    // the tracker’s word stays
    expect(names.identify('bia')).toBe(other);
    names.learn(bia, 'bia', 'certificate');
    expect(told).toHaveLength(2);
  });
});

test('a choice counts also before those whom it was between are known again', () => {
  const next = new Names();
  next.load([{ fold: 'bia', identity: other }]);
  next.learn(bia, 'bia', 'certificate');
  expect(next.identify('bia')).toBe(other);
});

describe('another name of a known identity', () => {
  test('does not count, and is told of once', () => {
    expect(names.learn(bia, 'root', 'certificate')).toBe('bia');
    expect(names.learn(bia, 'root', 'word')).toBe('bia');
    expect([names.of(bia), names.identify('root'), names.identify('bia')]).toEqual(['bia', undefined, bia]);
    expect(told).toEqual([['renamed', bia, 'bia', 'root']]);
  });

  test('counts where the first was the word of the tracker alone, and the other one is signed', () => {
    names.learn(caio, 'ana', 'word');
    expect(names.learn(caio, 'caio', 'record')).toBe('caio');
    expect([names.identify('ana'), names.identify('caio')]).toEqual([undefined, caio]);
    expect(told).toEqual([['renamed', caio, 'ana', 'caio']]);
  });
});
