import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, Later } from '../../../common/base/index.ts';
import { chatLimits, type ChatEvent } from '../../../common/protocol/chat/index.ts';
import { aConversation, anAccount, aRow, device, roomKey } from '../../support/chat-samples.ts';
import { EngineRig } from '../../support/engine/engine-rig.ts';
import { named } from '../../support/named.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});

const rowEvent = (n: number, room = roomKey(1)): ChatEvent => ({ type: 'row', room, row: aRow(n), device, live: true });

const peerEvent = (n: number): ChatEvent => ({ type: 'peer', who: named(`user ${n}`), presence: 'online' });

const putRoom = (n: number, unread = 0): void => {
  rig.state.rooms.set(roomKey(n), aConversation(n, { unread }));
  rig.engine.changed({ rooms: [roomKey(n)] });
};

const throws = (error: unknown): never => {
  throw error;
};

describe('state', () => {
  test('is there with the first batch, then follows what is marked', () => {
    rig.start();
    putRoom(1);
    rig.connect();
    rig.turns.run();
    expect(rig.client.state).toMatchObject({ conversations: [{ name: 'room 1' }], unread: 0 });
    putRoom(2, 3);
    rig.state.plainSlices = { ...rig.state.plainSlices, account: anAccount, disk: 'full' };
    rig.turns.run();
    expect(rig.client.state).toMatchObject({ account: anAccount, disk: 'full', unread: 3 });
    expect(rig.states.length).toBe(2);
  });

  test('that is the same is not told again', () => {
    rig.start();
    putRoom(1);
    rig.connect();
    rig.turns.run();
    putRoom(1);
    rig.engine.changed({ all: true });
    rig.turns.run();
    expect(rig.states.length).toBe(1);
  });

  test('of another person takes the place of the first: nothing of it stays', () => {
    rig.start();
    putRoom(1);
    rig.connect();
    rig.turns.run();
    rig.state.rooms.clear();
    rig.engine.attach({ state: rig.state });
    rig.turns.run();
    expect(rig.client.state.conversations).toEqual([]);
  });
});

describe('calls', () => {
  test('are answered after what they have changed is known', () => {
    rig.start({
      mute: ({ room, muted }) => {
        rig.state.rooms.set(room, aConversation(1, { muted }));
        rig.engine.changed({ rooms: [room] });
      },
    });
    rig.connect();
    rig.turns.run();
    let seen: boolean | undefined;
    rig.client.ask('mute', { room: roomKey(1), muted: true }, () => {
      seen = rig.client.state.conversations[0]?.muted;
    });
    rig.turns.run();
    expect(seen).toBe(true);
  });

  test('end with the error that they were refused with, details included', () => {
    const refusal = new AppError('ROOM_AMBIGUOUS', 'several', { roomIds: ['a', 'b'] });
    rig.start({ joinRoom: () => Later.failed(refusal) });
    rig.connect();
    let result: unknown;
    rig.client.ask('joinRoom', { room: 'x' }, (answer) => (result = answer));
    rig.turns.run();
    expect(result).toBeInstanceOf(AppError);
    expect(result).toMatchObject({ code: 'ROOM_AMBIGUOUS', message: 'several', details: { roomIds: ['a', 'b'] } });
    expect(rig.logged).toEqual([]);
  });

  test.each([
    ['whose handler refuses by throwing', () => throws(new AppError('OFFLINE', 'no')), 'OFFLINE'],
    ['that nobody can carry out', undefined, 'NOT_AUTHENTICATED'],
  ] as const)('a call %s ends with an error', (_, markAllRead, code) => {
    rig.start(markAllRead && { markAllRead });
    rig.connect();
    let result: unknown;
    rig.client.ask('markAllRead', {}, (answer) => (result = answer));
    rig.turns.run();
    expect(result).toMatchObject({ code });
  });

  test('an unknown verb is refused', () => {
    rig.start();
    rig.connect();
    let result: unknown;
    rig.client.ask('constructor' as 'markAllRead', {}, (answer) => (result = answer));
    rig.turns.run();
    expect(result).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('a refusal that the table does not name is logged as an error', () => {
    rig.start({ markAllRead: () => throws(new AppError('ROOM_FULL', 'no')) });
    rig.connect();
    rig.client.ask('markAllRead', {}, () => {});
    rig.turns.run();
    expect(rig.logged).toEqual(['error markAllRead: ROOM_FULL no']);
  });

  test(`are ${chatLimits.calls} at a time; one more is refused, and after an answer there is room`, () => {
    const waiting: Later<void>[] = [];
    rig.start({
      markAllRead: () => {
        const answer = new Later<void>();
        waiting.push(answer);
        return answer;
      },
    });
    rig.connect();
    const results: unknown[] = [];
    for (let i = 0; i <= chatLimits.calls; i++) rig.client.ask('markAllRead', {}, (answer) => results.push(answer));
    rig.turns.run();
    expect(results).toMatchObject([{ code: 'RATE_LIMITED' }]);
    waiting.shift()?.resolve();
    rig.turns.run();
    rig.client.ask('markAllRead', {}, () => {});
    rig.turns.run();
    expect([results.length, waiting.length]).toEqual([2, chatLimits.calls]);
  });

  test('answered twice count once', () => {
    const answer = new Later<void>();
    rig.start({ markAllRead: () => answer });
    rig.connect();
    let answers = 0;
    rig.client.ask('markAllRead', {}, () => answers++);
    rig.turns.run();
    answer.resolve();
    answer.resolve();
    rig.turns.run();
    expect(answers).toBe(1);
  });

  test('under way when the engine closes end with ENGINE_LOST, and what was told before has arrived', () => {
    rig.start({ markAllRead: () => new Later() });
    rig.connect();
    rig.turns.run();
    let result: unknown;
    rig.client.ask('markAllRead', {}, (answer) => (result = answer));
    rig.turns.run();
    for (let n = 0; n < 3 * chatLimits.batchEvents; n++) rig.engine.emit(rowEvent(n));
    rig.engine.dispose();
    rig.turns.run();
    expect(result).toMatchObject({ code: 'ENGINE_LOST' });
    expect(rig.events.length).toBe(3 * chatLimits.batchEvents);
  });
});

describe('news', () => {
  beforeEach(() => {
    rig.start();
    rig.connect();
    rig.turns.run();
  });

  test('come in order, a batch at a time, the next when the last has been taken in', () => {
    for (let n = 0; n < 2 * chatLimits.batchEvents + 1; n++) rig.engine.emit(rowEvent(n));
    rig.port.stall();
    rig.turns.run();
    expect(rig.events.length).toBe(0);
    rig.port.goOn();
    expect(rig.events.length).toBe(chatLimits.batchEvents);
    rig.turns.run();
    expect(rig.events).toEqual(Array.from({ length: 2 * chatLimits.batchEvents + 1 }, (_, n) => rowEvent(n)));
  });

  test('of long texts come in smaller batches', () => {
    const long = 'x'.repeat(chatLimits.batchText / 2);
    for (const n of [1, 2, 3]) {
      rig.engine.emit({ type: 'row', room: roomKey(1), row: aRow(n, { content: long }), device, live: true });
    }
    rig.port.stall();
    rig.turns.run();
    rig.port.goOn();
    expect(rig.events.length).toBe(2);
    rig.turns.run();
    expect(rig.events.length).toBe(3);
  });

  test('that are too many for a client that stands still are left out, and their conversations called stale, once', () => {
    rig.port.stall();
    for (let n = 0; n < chatLimits.waitingEvents; n++) rig.engine.emit(rowEvent(n, roomKey(n % 3)));
    for (let n = 0; n < 10_000; n++) rig.engine.emit(rowEvent(n, roomKey(4 + (n % 2))));
    rig.turns.run();
    rig.port.goOn();
    rig.turns.run();
    expect(rig.events.length).toBe(chatLimits.waitingEvents);
    expect(rig.stale.flat()).toEqual([roomKey(4), roomKey(5)]);
    rig.engine.emit(rowEvent(1, roomKey(4)));
    rig.turns.run();
    expect(rig.events.at(-1)).toEqual(rowEvent(1, roomKey(4)));
  });

  test('about no conversation are of the moment: the newest are kept', () => {
    rig.port.stall();
    for (let n = 0; n <= chatLimits.waitingEvents; n++) rig.engine.emit(peerEvent(n));
    rig.turns.run();
    rig.port.goOn();
    rig.turns.run();
    expect(rig.events.length).toBe(chatLimits.waitingEvents);
    expect(rig.events.at(-1)).toEqual(peerEvent(chatLimits.waitingEvents));
  });

  test('all of them wait for a client that wants to miss none', () => {
    rig.connect({ waitingEvents: Infinity });
    rig.turns.run();
    rig.port.stall();
    for (let n = 0; n < 2 * chatLimits.waitingEvents; n++) rig.engine.emit(rowEvent(n));
    rig.turns.run();
    rig.port.goOn();
    rig.turns.run();
    expect(rig.events.length).toBe(2 * chatLimits.waitingEvents);
    expect(rig.stale).toEqual(['all']);
  });

  test('an answer does not wait for the events that come after it', () => {
    const answers: unknown[] = [];
    rig.client.ask('newSince', { room: roomKey(1) }, (answer) => answers.push(answer));
    rig.turns.step();
    for (let round = 0; round < 20 && answers.length === 0; round++) {
      for (let n = 0; n < 2 * chatLimits.batchEvents; n++) rig.engine.emit(rowEvent(n));
      for (let i = 0; i < 3; i++) rig.turns.step();
    }
    expect(answers.length).toBe(1);
  });
});
