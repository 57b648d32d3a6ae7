import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../common/base/index.ts';
import { engineLimits } from '../../common/protocol/chat/index.ts';
import { isAnyWedged } from '../../src/app/worker-engine.ts';
import type { ChatService } from '../../src/client/index.ts';
import { SupervisedRig } from '../support/engine/supervised-rig.ts';
import { until } from '../support/until.ts';

let rig: SupervisedRig;
beforeEach(async () => {
  rig = await SupervisedRig.make();
});
afterEach(() => rig[Symbol.asyncDispose]());

/** What became of a call. */
const end = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: unknown) => AppError.from(error).code,
  );

/** Nothing has been heard of the engine for too long. */
const hung = (chat: ChatService): Promise<void> =>
  until(async () => {
    rig.clock.advance(engineLimits.heartbeat);
    await new Promise(setImmediate);
    return chat.engine.hung;
  }, 'hung');

describe('an engine in a thread of its own', () => {
  test('opens, answers, and ends in order: the lock is free at once', async () => {
    const chat = await rig.opened();
    await chat.setPresence({ presence: 'away' });
    expect(chat.state.presence).toBe('away');
    expect(await rig.open()).toBe('locked');
    await chat.close();
    const again = await rig.opened();
    await again.setPresence({ presence: 'dnd' });
    expect(rig.statuses.map(({ kind }) => kind)).toEqual(['open', 'ended', 'open']);
  });

  test('that cannot open says why', async () => {
    await expect(rig.open({ data: '/dev/null/nowhere' })).rejects.toBeInstanceOf(AppError);
    expect(rig.started).toBe(1);
  });

  test('throws: it ends with a last word, the call that did it is not made again, what is asked meanwhile waits', async () => {
    const chat = await rig.opened();
    await chat.setPresence({ presence: 'away' });
    const before = chat.state;
    rig.fault('throw');
    expect(await end(chat.setPresence({ presence: 'dnd' }))).toBe('ENGINE_LOST');
    await rig.until('restarting');
    expect(chat.state).toBe(before);
    const line = rig.lines.find((one) => one.includes('the engine has ended')) ?? '';
    expect(line).toContain('at the call setPresence: INTERNAL Error: a defect in a core');
    expect(line.split('\n').length).toBeLessThanOrEqual(engineLimits.lastLines + 40);
    rig.fault(undefined);
    const waiting = end(chat.setReadReceipts({ on: false }));
    rig.clock.advance(500);
    await rig.until('open');
    expect(await waiting).toBe('done');
    expect(rig.started).toBe(2);
  });

  test('throws where nobody looks: the same', async () => {
    const chat = await rig.opened();
    rig.fault('uncaught');
    rig.fault('reject');
    await chat.setPresence({ presence: 'away' });
    rig.fault('uncaught');
    const call = end(chat.setPresence({ presence: 'dnd' }));
    await rig.failed();
    rig.clock.advance(500);
    expect(await call).toBe('done');
    const line = rig.lines.find((one) => one.includes('the engine has ended')) ?? '';
    expect(line).toContain('INTERNAL Error: a defect outside of any core');
    // with what went before it
    expect(line).toContain('  error unhandled rejection 1');
  });

  test('dies without a word: the same, and what can be made again is', async () => {
    const chat = await rig.opened();
    rig.fault('exit');
    const call = end(chat.setPresence({ presence: 'dnd' }));
    await rig.failed();
    rig.clock.advance(500);
    expect(await call).toBe('done');
    expect(chat.state.presence).toBe('dnd');
  });

  test('runs out of memory: it alone ends, says so, is started again after a while, and comes to its end if it does so each time', async () => {
    const chat = await rig.opened();
    for (const [times, wait] of [500, 5000, 30_000].entries()) {
      rig.fault('memory');
      const call = end(chat.setPresence({ presence: times === 1 ? 'away' : 'dnd' }));
      await rig.failed();
      rig.clock.advance(wait - 1);
      expect([rig.started, rig.ended]).toEqual([times + 1, times + 1]);
      rig.clock.advance(1);
      expect(await call).toBe('done');
    }
    expect(rig.lines.filter((line) => /the engine has ended: INTERNAL .*memory limit/.test(line))).toHaveLength(3);
    rig.fault('memory');
    const last = end(chat.setPresence({ presence: 'away' }));
    await rig.until('ended');
    expect(rig.status).toMatchObject({ error: { code: 'ENGINE_FAILED' } });
    await chat.close();
    expect(await last).toBe('ENGINE_LOST');
  });

  test('and finds the data taken when it comes back: this window follows the other one', async () => {
    const chat = await rig.opened();
    rig.fault('exit');
    const call = end(chat.setPresence({ presence: 'dnd' }));
    await rig.failed();
    const other = await rig.opened();
    rig.clock.advance(500);
    await until(() => chat.engine.kind === 'ended', 'the end of the first');
    expect(chat.engine).toMatchObject({ error: { code: 'LOCKED' } });
    await other.setPresence({ presence: 'away' });
    await chat.close();
    expect(await call).toBe('ENGINE_LOST');
    expect(rig.started).toBe(3);
  });

  test('an unhandled rejection is logged and counted, and nothing ends', async () => {
    const chat = await rig.opened();
    rig.fault('reject');
    await chat.setPresence({ presence: 'dnd' });
    await chat.setPresence({ presence: 'away' });
    await until(() => rig.lines.some((line) => /unhandled rejection 2: Error: nobody waits/.test(line)), 'two lines');
    expect(chat.state.presence).toBe('away');
    expect(rig.started).toBe(1);
  });

  test('says nothing for 10 s: it is called hung, goes on, and is called so no more', async () => {
    const chat = await rig.opened();
    rig.fault('hang');
    const call = end(chat.setPresence({ presence: 'dnd' }));
    await hung(chat);
    expect(rig.started).toBe(1);
    rig.fault(undefined);
    expect(await call).toBe('done');
    await until(() => !chat.engine.hung, 'a sign of life');
    expect(chat.engine.kind).toBe('open');
  });

  test('that hangs is let go after 4 s, keeps the data as long as it lives, and no second one runs beside it', async () => {
    const chat = await rig.opened();
    rig.fault('hang');
    const call = end(chat.setPresence({ presence: 'dnd' }));
    await hung(chat);
    const closing = chat.close();
    rig.clock.advance(engineLimits.close - 1);
    rig.clock.advance(1);
    await closing;
    expect(await call).toBe('ENGINE_LOST');
    expect(await rig.open()).toBe('locked');
    expect([rig.ended, isAnyWedged()]).toEqual([1, true]);
    rig.fault(undefined);
    await until(() => rig.ended === 2 && !isAnyWedged(), 'its end');
  });

  test('ends because the disk fails: tried again every 30 s, however often', async () => {
    const chat = await rig.opened();
    for (let times = 0; times < 5; times++) {
      rig.fault('disk');
      const call = end(chat.setPresence({ presence: times % 2 === 0 ? 'dnd' : 'away' }));
      await rig.failed();
      rig.clock.advance(engineLimits.diskRetry - 1);
      expect(rig.started).toBe(times + 1);
      rig.clock.advance(1);
      await rig.until('open');
      expect(await call).toBe('done');
    }
    expect(rig.lines.join('\n')).toContain('DISK_ERROR AppError: a sync has failed');
  });

  test('ends for the fourth time within ten minutes: it stays down', async () => {
    const chat = await rig.opened();
    for (const wait of [500, 5000, 30_000]) {
      rig.fault('throw');
      await end(chat.setPresence({ presence: wait === 5000 ? 'dnd' : 'away' }));
      await rig.failed();
      rig.clock.advance(wait - 1);
      expect(rig.ended).toBe(rig.started);
      rig.clock.advance(1);
      await rig.until('open');
    }
    rig.fault('throw');
    await end(chat.setPresence({ presence: 'invisible' }));
    await rig.until('ended');
    expect(rig.status).toMatchObject({ error: { code: 'ENGINE_FAILED' } });
    expect(rig.started).toBe(4);
  });
});

describe('an engine on this thread', () => {
  beforeEach(async () => {
    await rig[Symbol.asyncDispose]();
    rig = await SupervisedRig.make('inline');
  });

  test('opens, answers, and ends in order: the lock is free at once', async () => {
    const chat = await rig.opened();
    await chat.setPresence({ presence: 'away' });
    expect(await rig.open()).toBe('locked');
    await chat.close();
    await rig.opened();
  });

  test('throws: it ends as a thread does, and lets go of everything for the next one', async () => {
    const chat = await rig.opened();
    await chat.setPresence({ presence: 'away' });
    rig.fault('throw');
    expect(await end(chat.setPresence({ presence: 'dnd' }))).toBe('ENGINE_LOST');
    await rig.failed();
    rig.clock.advance(500);
    await rig.until('open');
    await chat.setPresence({ presence: 'dnd' });
    expect(rig.lines.join('\n')).toContain('the engine has ended at the call setPresence: INTERNAL Error: a defect');
  });
});
