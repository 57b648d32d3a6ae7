import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deepLink,
  deepLinkLimits,
  linkIn,
  parseDeepLink,
  type DeepLink,
  type UriParts,
} from '../../../../src/vscode/model/deep-link.ts';
import { entryId, roomKey } from '../../../support/chat-samples.ts';
import { processorTime } from '../../../support/processor-time.ts';

const [room, entry] = [roomKey(0xabc), entryId(0xdef)];
const authority = 'p2p-chat.p2p-chat';
const parse = (query: string, more: Partial<UriParts> = {}) =>
  parseDeepLink({ authority, path: '/open', query, fragment: '', ...more });

/** As the editor takes an address apart. */
const taken = (address: string) => {
  const { host, pathname, search, hash } = new URL(address);
  return parse(decodeURIComponent(search.slice(1)), { authority: host, path: pathname, fragment: hash.slice(1) });
};

test('what is written is read', () => {
  for (const link of [{ room }, { room, entry }] satisfies DeepLink[])
    for (const scheme of ['vscode', 'vscodium', 'code-oss']) expect(taken(deepLink(scheme, link))).toEqual(link);
  expect(deepLink('vscode', { room })).toBe(`vscode://p2p-chat.p2p-chat/open?r=${room}`);
  expect(parse(`m=${entry}&r=${room}`)).toEqual({ room, entry });
});

test('a link is known by what it says, in whichever editor it was copied', () => {
  for (const scheme of ['vscode', 'vscode-insiders', 'vscodium', 'code-oss', 'cursor']) {
    const link = deepLink(scheme, { room, entry });
    expect(linkIn(`  ${link}\n`)).toBe(link);
  }
  const rest = `p2p-chat.p2p-chat/open?r=${room}`;
  for (const other of [
    '',
    'general',
    rest,
    `https://example.org/?vscode://${rest}`,
    `vscode://other.extension/open?r=${room}`,
    `vscode://${rest} and more`,
    `two vscode://${rest}`,
  ])
    expect(linkIn(other), other).toBeUndefined();
});

test.each([
  ['', 'nothing'],
  [`m=${entry}`, 'no room'],
  ['r=', 'an empty room'],
  [`r=${room}&`, 'an empty part'],
  [`r=${room}&r=${room}`, 'a room twice'],
  [`r=${room}&m=${entry}&m=${entry}`, 'a message twice'],
  [`r=${room}&x=1`, 'a part that is not known'],
  [`r=${room}&p2pChat.trackers=x`, 'a setting'],
  [`R=${room}`, 'a name in capitals'],
  [`r=${room.toUpperCase()}`, 'an id in capitals'],
  [`r=${room.slice(1)}`, 'an id too short'],
  [`r=0${room}`, 'an id too long'],
  [`r=${room}\n`, 'a line break'],
  [`r=${room} `, 'a space'],
  [`r=${room};m=${entry}`, 'another separator'],
  [`r=${room.replace('a', 'а')}`, 'a Cyrillic letter'],
  [`r=../../${room}`, 'a path'],
  [`r==${room}`, 'two signs'],
  [`&r=${room}`, 'a part before'],
])('%j is refused: %s', (query) => {
  expect(parse(query)).toBeUndefined();
});

test.each<Partial<UriParts>>([
  ...['', '/', '/Open', '/open/', '//open', '/join', '/open/..', '/%6fpen'].map((path) => ({ path })),
  { fragment: 'x' },
  { authority: 'p2p-chat.p2p' },
  { authority: '' },
])('%j is refused', (more) => {
  expect(parse(`r=${room}`, more)).toBeUndefined();
});

test('a link that is endless is refused before it is looked at', () => {
  const rest = `&m=${entry}`.repeat(100_000);
  expect(processorTime(() => expect(parse(`r=${room}${rest}`)).toBeUndefined())).toBeLessThan(50);
  expect(`r=${room}&m=${entry}`.length).toBeLessThanOrEqual(deepLinkLimits.query);
});

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const part = fc.oneof(
  fc.tuple(fc.constantFrom('r', 'm', 'x', ''), fc.oneof(hex, fc.string())).map(([name, value]) => `${name}=${value}`),
  fc.string(),
);

test('whatever comes, nothing is thrown, and what is taken is what would be written', () => {
  const uri = fc.record({
    path: fc.oneof({ weight: 4, arbitrary: fc.constant('/open') }, { weight: 1, arbitrary: fc.string() }),
    query: fc.array(part, { maxLength: 4 }).map((parts) => parts.join('&')),
    fragment: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.string() }),
  });
  let accepted = 0;
  fc.assert(
    fc.property(uri, (one) => {
      const link = parseDeepLink({ authority, ...one });
      if (link === undefined) return;
      accepted++;
      const written = new URL(deepLink('vscode', link)).search.slice(1).split('&');
      expect([one.path, one.fragment, one.query.split('&').toSorted()]).toEqual(['/open', '', written.toSorted()]);
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(accepted).toBeGreaterThan(20);
});
