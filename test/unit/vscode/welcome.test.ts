import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../common/protocol/chat/index.ts';
import type { UiState, ServiceStatus } from '../../../src/vscode/ui-state.ts';
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

const kinds: readonly ServiceStatus[] = ['starting', 'closed', 'opening', 'open', 'otherWindow', 'failed'];
const states: readonly Connection['state'][] = ['offline', 'connecting', 'connected', 'waiting'];

/** Every way things can be while a tree is empty. */
const everyState = (): readonly UiState[] =>
  kinds.flatMap((service) =>
    [
      { configured: true, registered: true },
      { configured: true, registered: false },
      { configured: false, registered: false },
    ].flatMap((known): readonly UiState[] => {
      const uiState = { service, ...known, localTracker: false, silenced: false };
      const signedInState = { ...uiState, configured: true, registered: true };
      // started again: what is known stays
      if (service === 'opening') return [uiState, { ...signedInState, chat: aState() }];
      if (service === 'failed') return [uiState, { ...uiState, failure: 'ENGINE_FAILED' }];
      if (service !== 'open') return [uiState];
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
        { ...uiState, registered: false, chat: nobody },
        ...[...signedIn, failed].map((chat) => ({ ...signedInState, chat })),
      ];
    }),
  );

const shown = (view: string, uiState: UiState): readonly string[] => {
  const keys = Object.fromEntries(
    Object.entries(contextKeys(uiState)).map(([key, value]) => [`p2pChat.${key}`, value]),
  );
  const { when } = views.p2pChat.find((one) => one.id === view) ?? {};
  if (when !== undefined && !holds(when, keys)) return ['hidden'];
  return viewsWelcome.filter((one) => one.view === view && holds(one.when, keys)).map(({ contents }) => contents);
};

/** For a moment, until it is known whether somebody has been set up here. */
const unknown = ({ service, configured }: UiState): boolean =>
  !configured && (service === 'starting' || service === 'opening');

describe.each(['p2pChat.rooms', 'p2pChat.people'])('%s', (view) => {
  test('says one thing, and only one, however things are', () => {
    for (const uiState of everyState()) {
      expect([...roomsModel(uiState.chat), ...peopleModel(uiState.chat)]).toEqual([]);
      const { chat, ...rest } = uiState;
      const about = JSON.stringify([rest, chat?.connection]);
      expect(shown(view, uiState), about).toHaveLength(unknown(uiState) && view === 'p2pChat.rooms' ? 0 : 1);
    }
  });

  test('says something else before Set Up, signed out, without a tracker and connected', () => {
    const uiState = everyState();
    const texts = new Set(uiState.flatMap((one) => shown(view, one)));
    expect(texts.size).toBeGreaterThan(3);
  });
});

test('every welcome text is reached in some situation', () => {
  const reached = new Set(
    everyState().flatMap((one) => [...shown('p2pChat.rooms', one), ...shown('p2pChat.people', one)]),
  );
  for (const { contents } of viewsWelcome) expect(reached).toContain(contents);
});
