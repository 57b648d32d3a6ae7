import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../common/protocol/chat/index.ts';
import type { Facts, HostKind } from '../../../src/vscode/facts.ts';
import { contextKeys } from '../../../src/vscode/model/context-keys.ts';
import { peopleModel } from '../../../src/vscode/model/people-model.ts';
import { roomsModel } from '../../../src/vscode/model/rooms-model.ts';
import { aState, nobody } from '../../support/chat-samples.ts';
import { holds } from '../../support/when-clause.ts';

interface Welcome {
  readonly view: string;
  readonly contents: string;
  readonly when: string;
}
const { viewsWelcome, views } = (
  JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { viewsWelcome: Welcome[]; views: { p2pChat: { id: string; when?: string }[] } };
  }
).contributes;

const kinds: readonly HostKind[] = ['starting', 'closed', 'opening', 'open', 'otherWindow', 'failed'];
const states: readonly Connection['state'][] = ['offline', 'connecting', 'connected', 'waiting'];

/** Every way things can be while a tree is empty. */
const situations = (): readonly Facts[] =>
  kinds.flatMap((host) =>
    [
      { configured: true, registered: true },
      { configured: true, registered: false },
      { configured: false, registered: false },
    ].flatMap((known): readonly Facts[] => {
      const facts = { host, ...known, localTracker: false, silenced: false };
      const signedInFacts = { ...facts, configured: true, registered: true };
      // started again: what is known stays
      if (host === 'opening') return [facts, { ...signedInFacts, chat: aState() }];
      if (host === 'failed') return [facts, { ...facts, failure: 'ENGINE_FAILED' }];
      if (host !== 'open') return [facts];
      const signedIn = states.map((state) =>
        aState({ connection: { state, tracker: 'Lab', address: 'lab:6060', loopback: false, insecure: false } }),
      );
      const failed = aState({
        connection: {
          state: 'offline',
          tracker: 'Lab',
          address: 'lab:6060',
          loopback: false,
          insecure: false,
          cause: 'TRACKER_CHANGED',
        },
      });
      return [
        { ...facts, registered: false, chat: nobody },
        ...[...signedIn, failed].map((chat) => ({ ...signedInFacts, chat })),
      ];
    }),
  );

const shown = (view: string, facts: Facts): readonly string[] => {
  const keys = Object.fromEntries(Object.entries(contextKeys(facts)).map(([key, value]) => [`p2pChat.${key}`, value]));
  const { when } = views.p2pChat.find((one) => one.id === view) ?? {};
  if (when !== undefined && !holds(when, keys)) return ['hidden'];
  return viewsWelcome.filter((one) => one.view === view && holds(one.when, keys)).map(({ contents }) => contents);
};

/** For a moment, until it is known whether somebody has been set up here. */
const unknown = ({ host, configured }: Facts): boolean => !configured && (host === 'starting' || host === 'opening');

describe.each(['p2pChat.rooms', 'p2pChat.people'])('%s', (view) => {
  test('says one thing, and only one, however things are', () => {
    for (const facts of situations()) {
      expect([...roomsModel(facts.chat), ...peopleModel(facts.chat)]).toEqual([]);
      const { chat, ...rest } = facts;
      const about = JSON.stringify([rest, chat?.connection]);
      expect(shown(view, facts), about).toHaveLength(unknown(facts) && view === 'p2pChat.rooms' ? 0 : 1);
    }
  });

  test('says something else before Set Up, signed out, without a tracker and connected', () => {
    const facts = situations();
    const texts = new Set(facts.flatMap((one) => shown(view, one)));
    expect(texts.size).toBeGreaterThan(3);
  });
});

test('every welcome text is reached in some situation', () => {
  const reached = new Set(
    situations().flatMap((one) => [...shown('p2pChat.rooms', one), ...shown('p2pChat.people', one)]),
  );
  for (const { contents } of viewsWelcome) expect(reached).toContain(contents);
});
