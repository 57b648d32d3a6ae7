import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../common/base/index.ts';
import { asHex, type DeviceKey } from '../../../common/model/index.ts';
import { engineLimits, type FromEngineControl, type Handling } from '../../../common/protocol/chat/index.ts';
import { Supervisor } from '../../../src/client/index.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A supervisor over engines that do what the test says. */
class Rig {
  readonly clock = new ManualClock();
  readonly done: unknown[] = [];
  running = 0;
  readonly supervisor = new Supervisor(this.clock, {
    start: (refused) => {
      this.running++;
      this.done.push(refused.length === 0 ? 'start' : ['start', refused]);
    },
    connect: () => this.done.push('connect'),
    lost: (call) => this.done.push(call === undefined ? 'lost' : `lost ${call}`),
    close: () => this.done.push('close'),
    letGo: () => this.done.push('letGo'),
    changed: (status) => this.done.push(status),
    closed: (how) => this.done.push(`closed: ${how}`),
  });

  say(word: FromEngineControl): void {
    this.supervisor.heard(word);
  }

  exit(): void {
    this.running--;
    this.supervisor.exited();
  }

  end(code: ErrorCode = 'INTERNAL', handling?: Handling): void {
    this.say({ type: 'lastWord', code, message: 'why', lines: [], ...(handling && { handling }) });
    this.exit();
  }

  open(): this {
    this.supervisor.start();
    this.say({ type: 'ready' });
    return this;
  }

  get kind(): string {
    const { status } = this.supervisor;
    return status.kind === 'ended' ? status.error.code : `${status.kind}${status.hung ? ', hung' : ''}`;
  }

  /** Milliseconds to the next engine. */
  untilStart(): number {
    const before = this.running;
    let ms = 0;
    for (; this.running === before; ms += 500) this.clock.advance(500);
    return ms;
  }
}

const alive: FromEngineControl = { type: 'alive' };

describe('an engine that ends', () => {
  test('is started again after 0.5, 5 and 30 s; after the fourth time it stays down', () => {
    const rig = new Rig().open();
    for (const wait of [500, 5000, 30_000]) {
      rig.end();
      expect(rig.kind).toBe('restarting');
      expect(rig.untilStart()).toBe(wait);
      rig.say({ type: 'ready' });
      expect(rig.kind).toBe('open');
    }
    rig.end();
    expect(rig.kind).toBe('ENGINE_FAILED');
    expect(rig.clock.waiting).toBe(0);
  });

  test('before it was ever ready counts as well', () => {
    const rig = new Rig();
    rig.supervisor.start();
    for (let i = 0; i < 3; i++) {
      rig.exit();
      expect(rig.kind).toBe('opening');
      rig.untilStart();
    }
    rig.exit();
    expect(rig.kind).toBe('ENGINE_FAILED');
  });

  test('once in a while is started again for ever, and at once', () => {
    const rig = new Rig().open();
    for (let i = 0; i < 20; i++) {
      rig.clock.advance(engineLimits.endsWithin);
      rig.end();
      expect(rig.untilStart()).toBe(500);
      rig.say({ type: 'ready' });
    }
  });

  test('because of the disk does not count: it is tried every 30 s', () => {
    const rig = new Rig().open();
    for (let i = 0; i < 20; i++) {
      rig.end('DISK_ERROR');
      expect(rig.untilStart()).toBe(30_000);
      if (i % 2 === 0) rig.say({ type: 'ready' });
      else rig.say({ type: 'failed', code: 'DISK_FULL', message: 'still' });
      if (i % 2 === 1) rig.exit();
      if (i % 2 === 1) expect(rig.untilStart()).toBe(30_000);
    }
    rig.say({ type: 'ready' });
    expect(rig.kind).toBe('open');
  });

  test('and finds the data taken when it comes back: another window has it', () => {
    const rig = new Rig().open();
    rig.end();
    rig.untilStart();
    rig.say({ type: 'locked' });
    rig.exit();
    expect(rig.kind).toBe('LOCKED');
    expect(rig.clock.waiting).toBe(0);
  });

  test('tells which call it was at, which is not made again', () => {
    const rig = new Rig().open();
    rig.end('INTERNAL', { type: 'call', id: 7, verb: 'history' });
    expect(rig.done).toContain('lost 7');
  });
});

describe('a device whose frame ended an engine', () => {
  const bia = asHex<DeviceKey>('b'.repeat(64));

  test('is refused by the next ones for ten minutes', () => {
    const rig = new Rig().open();
    rig.end('INTERNAL', { type: 'frame', device: bia });
    rig.untilStart();
    expect(rig.done.at(-1)).toEqual(['start', [{ device: bia, ms: engineLimits.refuse - 500 }]]);
    rig.clock.advance(engineLimits.refuse);
    rig.end();
    rig.untilStart();
    expect(rig.done.at(-1)).toBe('start');
  });
});

describe('the first engine', () => {
  test.each(['DISK_ERROR', 'NEWER_DATA', 'INTERNAL'] as const)('that fails with %s is the only one', (code) => {
    const rig = new Rig();
    rig.supervisor.start();
    rig.say({ type: 'failed', code, message: 'why' });
    rig.exit();
    expect(rig.kind).toBe(code);
    expect(rig.clock.waiting).toBe(0);
  });
});

describe('silence', () => {
  test('of 10 s is told, once, and no engine is started beside it; a word ends it', () => {
    const rig = new Rig().open();
    rig.clock.advance(engineLimits.silence - 1);
    expect(rig.kind).toBe('open');
    rig.clock.advance(1);
    expect(rig.kind).toBe('open, hung');
    rig.clock.advance(3_600_000);
    expect(rig.running).toBe(1);
    rig.say(alive);
    expect(rig.kind).toBe('open');
  });

  test('while it opens counts from the last word', () => {
    const rig = new Rig();
    rig.supervisor.start();
    for (let i = 0; i < 10; i++) {
      rig.clock.advance(engineLimits.silence - engineLimits.heartbeat);
      rig.say({ type: 'progress', step: 'history' });
      expect(rig.kind).toBe('opening');
    }
    rig.clock.advance(engineLimits.silence);
    expect(rig.kind).toBe('opening, hung');
  });

  test('is none where this thread itself stood still', () => {
    const rig = new Rig().open();
    rig.clock.stall(60_000);
    expect(rig.kind).toBe('open');
  });
});

describe('closing', () => {
  test('waits for the end, but no longer than 4 s', () => {
    const inTime = new Rig().open();
    inTime.supervisor.close();
    inTime.clock.advance(engineLimits.close - 1);
    inTime.exit();
    expect(inTime.done.slice(-3)).toEqual(['close', 'lost', 'closed: ended']);
    const late = new Rig().open();
    late.supervisor.close();
    late.clock.advance(engineLimits.close);
    expect(late.done.slice(-3)).toEqual(['close', 'letGo', 'closed: letGo']);
    late.exit();
    expect([late.done.at(-1), inTime.clock.waiting, late.clock.waiting]).toEqual(['lost', 0, 0]);
  });

  test('while none runs is over at once', () => {
    const rig = new Rig().open();
    rig.end();
    rig.supervisor.close();
    expect(rig.done.at(-1)).toBe('closed: ended');
    expect(rig.clock.waiting).toBe(0);
  });
});

test('whatever happens there is one engine at most, none after the end, and closing is over within 4 s', () => {
  const codes = fc.constantFrom<ErrorCode>('INTERNAL', 'DISK_ERROR', 'NEWER_DATA');
  const step = fc.oneof(
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(700_000) }),
    fc.record({ do: fc.constant('end' as const), code: codes }),
    fc.record({ do: fc.constant('fail' as const), code: codes }),
    fc.record({ do: fc.constantFrom('ready', 'exit', 'alive', 'locked') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const rig = new Rig();
      rig.supervisor.start();
      for (const one of steps) {
        if (one.do === 'wait') rig.clock.advance(one.ms);
        else if (rig.running === 0) continue;
        else if (one.do === 'end') rig.end(one.code);
        else if (one.do === 'exit') rig.exit();
        else if (one.do === 'fail') rig.say({ type: 'failed', code: one.code, message: 'why' });
        else rig.say({ type: one.do });
        expect(rig.running).toBeLessThanOrEqual(1);
        const over = rig.supervisor.status.kind === 'ended';
        // somebody looks after it: a timer to the next start, or to the next look
        expect(rig.clock.waiting).toBe(over ? 0 : 1);
        if (over) expect(rig.running).toBe(0);
      }
      rig.supervisor.close();
      rig.clock.advance(engineLimits.close);
      expect(rig.done.filter((what) => String(what).startsWith('closed'))).toHaveLength(1);
      expect(rig.clock.waiting).toBe(0);
    }),
  );
});
