import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { FairTurns, type Waiter } from '../../../tracker-server/src/sessions/fair-turns.ts';
import { Session } from '../../../tracker-server/src/sessions/session.ts';
import { Unsent } from '../../../tracker-server/src/sessions/unsent.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A socket whose other end reads when it is told to. */
class UnreadSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly unread: { readonly text: string; readonly done: () => void }[] = [];
  sent = 0;

  send(text: string, done: () => void): void {
    this.sent++;
    this.unread.push({ text, done });
  }

  readAll(): void {
    for (const { done } of this.unread.splice(0)) done();
  }

  ping(): void {}

  close(): void {
    this.terminate();
  }

  terminate(): void {
    this.readyState = this.CLOSED;
    this.emit('close');
  }
}

/** A session that is answered 100 KiB each time. */
class Rig {
  readonly clock = new ManualClock();
  readonly socket = new UnreadSocket();
  readonly turns = new FairTurns<Waiter>({ clock: this.clock, breathe: () => Promise.resolve(), failed: () => {} });
  readonly session: Session;
  answers = 0;
  ended = 0;
  #id = 0;

  constructor(limited = false) {
    this.session = new Session(this.socket as unknown as WebSocket, {
      clock: this.clock,
      address: '203.0.113.7',
      source: '203.0.113.7',
      rate: limited ? trackerLimits.requests : undefined,
      turns: this.turns,
      unsent: new Unsent(),
      answer: () => {
        this.answers++;
        return Promise.resolve('x'.repeat(100 * 1024));
      },
      ended: () => this.ended++,
    });
  }

  /** Asks, and lets everything be answered that can be. */
  async ask(cmd: string, count: number): Promise<void> {
    for (let i = 0; i < count; i++)
      this.socket.emit('message', Buffer.from(JSON.stringify({ id: ++this.#id, cmd })), false);
    await this.#idle();
  }

  /** Lets the other end read, and everything be answered that can be then. */
  read(): Promise<unknown> {
    this.socket.readAll();
    return this.#idle();
  }

  #idle(): Promise<unknown> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  get refusals(): number {
    return this.socket.unread.filter(({ text }) => text.includes('RATE_LIMITED')).length;
  }
}

describe('a session', () => {
  test('that does not read is answered no more once 256 KiB wait, and goes on when it has read', async () => {
    const rig = new Rig();
    await rig.ask('LOGOUT', 20);
    expect(rig.answers).toBe(3);
    for (const answers of [6, 9, 12, 15, 18, 20]) {
      await rig.read();
      expect(rig.answers).toBe(answers);
    }
    rig.socket.terminate();
    expect(rig.ended).toBe(1);
  });

  test('that does not read is asked nothing beyond what may wait, and is gone at once when it goes', async () => {
    const rig = new Rig();
    await rig.ask('LOGOUT', trackerLimits.waitingRequests + 10);
    expect([rig.answers, rig.refusals]).toEqual([3, 10]);
    rig.socket.terminate();
    await rig.turns.settled(rig.session);
    expect(rig.ended).toBe(1);
    expect(rig.clock.waiting).toBe(0);
  });

  test('may ask for ten pages of a list at once, or for a hundred other things', async () => {
    const lists = new Rig(true);
    await lists.ask('LIST_PEERS', 5);
    await lists.ask('LIST_ROOMS', 6);
    expect(lists.refusals).toBe(1);
    lists.clock.advance(500);
    await lists.ask('LIST_ROOMS', 1);
    expect(lists.refusals).toBe(1);
    lists.socket.terminate();
    const others = new Rig(true);
    await others.ask('LOGOUT', 101);
    expect(others.refusals).toBe(1);
    others.socket.terminate();
  });
});
