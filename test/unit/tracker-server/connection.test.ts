import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { Connection } from '../../../tracker-server/src/sessions/connection.ts';
import { Unsent } from '../../../tracker-server/src/sessions/unsent.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** As much of a WebSocket as a connection uses. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  bufferedAmount = 0;
  pings = 0;

  ping(): void {
    this.pings++;
  }

  terminate(): void {
    this.readyState = this.CLOSED;
    this.emit('close');
  }
}

const none = (): void => {};

describe('a connection to the tracker', () => {
  let clock: ManualClock;
  let socket: FakeSocket;
  let connection: Connection;
  let closed: number;

  beforeEach(() => {
    clock = new ManualClock();
    socket = new FakeSocket();
    closed = 0;
    connection = new Connection(socket as unknown as WebSocket, clock, new Unsent(), {
      text: none,
      binary: none,
      ping: none,
      drained: none,
      close: () => closed++,
    });
  });

  test('is pinged every 12 s and ends after 25 s of silence, not before', () => {
    clock.advance(trackerLimits.deadAfter - 1);
    expect([socket.pings, closed]).toEqual([2, 0]);
    clock.advance(1);
    expect(closed).toBe(1);
    connection.end(1000, 'too late');
    expect(clock.waiting).toBe(0);
  });

  test.each(['pong', 'ping', 'message'])('a %s is a sign of life', (sign) => {
    clock.advance(20_000);
    socket.emit(sign, Buffer.from('{}'), false);
    clock.advance(trackerLimits.deadAfter - 1);
    expect(closed).toBe(0);
    clock.advance(1);
    expect(closed).toBe(1);
  });

  test('survives a stall of the tracker: what came meanwhile is read first', () => {
    clock.stall(60_000);
    expect(closed).toBe(0);
    socket.emit('pong');
    clock.advance(20_000);
    expect(closed).toBe(0);
  });

  test('a stall does not save one that is dead', () => {
    clock.stall(60_000);
    clock.advance(5_000);
    expect(closed).toBe(1);
  });
});
