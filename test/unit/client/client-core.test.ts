import { beforeEach, describe, expect, test } from 'vitest';
import { Later } from '../../../common/base/index.ts';
import type { ClientPort, FromEngine, ToEngine } from '../../../common/protocol/chat/index.ts';
import { ClientCore } from '../../../src/client/index.ts';
import { aConversation, roomKey } from '../../support/chat-samples.ts';
import { EngineRig } from '../../support/engine/engine-rig.ts';
import { named } from '../../support/named.ts';

describe('another engine', () => {
  let rig: EngineRig;
  let carriedOut: string[];
  beforeEach(() => {
    rig = new EngineRig();
    carriedOut = [];
    begin();
    rig.connect();
    rig.turns.run();
  });
  const begin = (): void => {
    rig.state.rooms.set(roomKey(1), aConversation(1));
    rig.state.rooms.set(roomKey(2), aConversation(2));
    rig.start({
      markAllRead: () => unanswered('markAllRead'),
      send: () => unanswered('send'),
      signOut: () => unanswered('signOut'),
    });
  };
  const unanswered = (verb: string): Later<never> => {
    carriedOut.push(verb);
    return new Later();
  };

  test('nothing flickers: the state changes once, from what was shown to what is', () => {
    const before = rig.client.state;
    rig.engine.dispose();
    begin();
    rig.state.rooms.delete(roomKey(2));
    rig.connect();
    expect(rig.client.state).toBe(before);
    const { length } = rig.states;
    rig.turns.run();
    expect(rig.states.slice(length).map((state) => state.conversations.map(({ name }) => name))).toEqual([['room 1']]);
    expect(rig.stale).toEqual(['all']);
  });

  test('a call is made again, ends, or ends without being known: as its verb says', () => {
    const ends: unknown[] = [];
    rig.client.ask('markAllRead', {}, (answer) => ends.push(['free', answer]));
    rig.client.ask('send', { room: roomKey(1), content: 'once' }, (answer) => ends.push(['once', answer]));
    rig.client.ask('signOut', {}, (answer) => ends.push(['never', answer]));
    rig.turns.run();
    expect(carriedOut).toEqual(['markAllRead', 'send', 'signOut']);
    begin();
    rig.connect();
    expect(ends).toMatchObject([
      ['once', { code: 'ENGINE_LOST' }],
      ['never', { code: 'ENGINE_LOST' }],
    ]);
    rig.turns.run();
    expect(carriedOut).toEqual(['markAllRead', 'send', 'signOut', 'markAllRead']);
  });

  test('what ends one engine after the other is not asked of a third', () => {
    let end: unknown;
    rig.client.ask('markAllRead', {}, (answer) => (end = answer));
    for (let life = 0; life < 2; life++) {
      rig.turns.run();
      expect(end).toBeUndefined();
      rig.client.lost();
      begin();
      rig.connect();
    }
    rig.turns.run();
    expect(end).toMatchObject({ code: 'ENGINE_LOST' });
    expect(carriedOut).toEqual(['markAllRead', 'markAllRead']);
  });

  test('what is asked while there is no engine waits for the next one, whatever it is; what one had is told it is lost', () => {
    const ends: unknown[] = [];
    rig.client.ask('send', { room: roomKey(1), content: 'before' }, (answer) => ends.push(answer));
    rig.client.ask('markAllRead', {}, (answer) => ends.push(answer));
    rig.turns.run();
    rig.client.lost(2);
    expect(ends).toMatchObject([{ code: 'ENGINE_LOST' }, { code: 'ENGINE_LOST' }]);
    rig.client.ask('send', { room: roomKey(1), content: 'between' }, (answer) => ends.push(answer));
    carriedOut = [];
    begin();
    rig.connect();
    rig.turns.run();
    expect(carriedOut).toEqual(['send']);
    expect(ends).toHaveLength(2);
  });

  test('of the same life over another port: only what is new is told', () => {
    rig.state.rooms.set(roomKey(2), aConversation(2, { unread: 4 }));
    rig.engine.changed({ rooms: [roomKey(2)] });
    rig.port.cut();
    rig.turns.run();
    const kept = rig.client.state.conversations[0];
    rig.connect();
    rig.turns.run();
    expect(rig.client.state.conversations[0]).toBe(kept);
    expect(rig.client.state.unread).toBe(4);
  });

  test('what the old port still brings is not heard', () => {
    const old = rig.port;
    old.stall();
    rig.engine.emit({ type: 'peer', who: named('bia'), presence: 'online' });
    rig.turns.run();
    const { engine } = rig;
    begin();
    rig.port = undefined as never;
    rig.connect();
    old.goOn();
    rig.turns.run();
    engine.dispose();
    expect(rig.events).toEqual([]);
  });

  test('after the end every call is refused, those under way too', () => {
    const ends: unknown[] = [];
    rig.client.ask('markAllRead', {}, (answer) => ends.push(answer));
    rig.client.close();
    rig.client.ask('markAllRead', {}, (answer) => ends.push(answer));
    expect(ends).toMatchObject([{ code: 'ENGINE_LOST' }, { code: 'OFFLINE' }]);
  });
});

const room = (n: number, unread: number) => [roomKey(n), aConversation(n, { unread })] as const;

test('a change that does not follow on what is here is not taken: the slice is asked for as a whole', () => {
  const said: ToEngine[] = [];
  const hearing: ((message: FromEngine) => void)[] = [];
  const port: ClientPort = {
    post: (message) => said.push(message),
    listen: (hear) => hearing.push(hear),
    close: () => {},
  };
  const client = new ClientCore({ emit: () => {}, changed: () => {}, stale: () => {} });
  client.connect(port);
  const [tell] = hearing;
  if (tell === undefined) throw new Error('the client does not listen');
  tell({ type: 'welcome', epoch: 'life' });
  const batch = { type: 'batch', events: [], stale: [], replies: [] } as const;
  tell({ ...batch, batch: 1, changes: [{ slice: 'rooms', since: 0, revision: 5, put: [room(1, 0)], gone: [] }] });
  tell({ ...batch, batch: 2, changes: [{ slice: 'rooms', since: 6, revision: 7, put: [room(1, 9)], gone: [] }] });
  expect(client.state.unread).toBe(0);
  expect(said).toEqual([
    { type: 'hello', have: {} },
    { type: 'ack', batch: 1 },
    { type: 'ack', batch: 2 },
    { type: 'hello', epoch: 'life', have: {} },
  ]);
});
