import { beforeEach, describe, expect, test } from 'vitest';
import { defaultConfig } from '../../../src/peer/index.ts';
import { LinkLiveness } from '../../../src/peer/core/liveness.ts';
import { ManualClock } from '../../support/manual-clock.ts';

describe('liveness', () => {
  let clock: ManualClock;
  let live: LinkLiveness;
  let pings: number[];
  let deaths: string[];

  beforeEach(() => {
    clock = new ManualClock();
    pings = [];
    deaths = [];
    live = new LinkLiveness(clock, defaultConfig, {
      ping: () => {
        pings.push(clock.mono());
        live.sent();
      },
      dead: (why) => {
        deaths.push(why);
        live.dispose();
      },
    });
  });

  test('sends something every 10 s, and nothing more when something else is sent', () => {
    clock.advance(9_000);
    live.sent();
    live.heard();
    clock.advance(9_999);
    expect(pings).toEqual([]);
    clock.advance(1);
    expect(pings).toEqual([19_000]);
  });

  test('nothing received for 25 s is dead, and not before', () => {
    clock.advance(10_000);
    live.heard();
    clock.advance(24_999);
    expect(deaths).toEqual([]);
    clock.advance(1);
    expect(deaths).toEqual(['nothing received']);
    expect(clock.waiting).toBe(0);
  });

  const livelyFor = (ms: number, each: () => void = () => {}): void => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      clock.advance(10_000);
      live.heard();
      each();
    }
  };

  const arrive = (bytesPerSecond: number, seconds: number): void => {
    for (let passed = 5; passed <= seconds; passed += 5) {
      clock.advance(5_000);
      live.heard();
      live.frame(passed * bytesPerSecond, passed === 5);
    }
  };

  test('who talks and takes nothing for two minutes is dead', () => {
    live.sending(100);
    livelyFor(110_000);
    live.sending(200);
    expect(deaths).toEqual([]);
    livelyFor(40_000);
    expect(deaths).toEqual(['nothing taken']);
  });

  test('64 KiB have as long as the slowest link needs for them', () => {
    live.sending(64 * 1024);
    livelyFor(370_000);
    expect(deaths).toEqual([]);
    livelyFor(40_000);
    expect(deaths).toEqual(['nothing taken']);
  });

  test('who takes a little now and then lives, and so does who has taken all', () => {
    live.sending(1000);
    livelyFor(600_000, () => live.taken(1000));
    live.taken(0);
    livelyFor(600_000);
    expect(deaths).toEqual([]);
  });

  test('what waits unread when the timer is due is read first', () => {
    clock.advance(24_999);
    clock.setTimer(1, () => clock.setTimer(0, () => live.heard()));
    clock.advance(20_000);
    expect(deaths).toEqual([]);
  });

  test('after a stall of our own it waits 5 s more', () => {
    clock.stall(60_000);
    clock.advance(4_999);
    expect(deaths).toEqual([]);
    live.heard();
    clock.advance(24_000);
    expect(deaths).toEqual([]);
  });

  test('a stall does not save a dead link', () => {
    clock.stall(60_000);
    clock.advance(5_000);
    expect(deaths).toHaveLength(1);
  });

  test('a frame that has begun must be complete within 60 s', () => {
    live.frame(1, false);
    for (let i = 0; i < 13; i++) {
      clock.advance(5_000);
      live.heard();
      live.frame(i + 1, false);
    }
    expect(deaths).toEqual(['frame not completed']);
  });

  test('a large frame over a slow link is no slow frame, and one that trickles is', () => {
    arrive(300, 650);
    expect(deaths).toEqual([]);
    arrive(100, 90);
    expect(deaths).toEqual([]);
    arrive(100, 110);
    expect(deaths).toEqual(['frame not completed']);
  });

  test('one frame after the other is no slow frame', () => {
    for (let i = 0; i < 30; i++) {
      clock.advance(5_000);
      live.heard();
      live.frame(100, true);
    }
    expect(deaths).toEqual([]);
  });

  test('a probe is answered by anything, or by a PONG alone', () => {
    const answers: boolean[] = [];
    live.probe('anything', 2_000, (alive) => answers.push(alive));
    live.heard();
    expect(answers).toEqual([true]);
    live.probe('pong', 2_000, (alive) => answers.push(alive));
    live.heard();
    expect(answers).toEqual([true]);
    live.pong();
    expect(answers).toEqual([true, true]);
    live.probe('anything', 2_000, (alive) => answers.push(alive));
    clock.advance(2_000);
    expect(answers).toEqual([true, true, false]);
  });

  test('disposed, nothing is left', () => {
    live.probe('anything', 2_000, () => expect.unreachable());
    live.dispose();
    clock.advance(100_000);
    expect(clock.waiting).toBe(0);
    expect(pings).toEqual([]);
  });
});
