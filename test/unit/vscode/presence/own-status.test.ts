import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, Emitter } from '../../../../common/base/index.ts';
import { asHex, type IdentityKey } from '../../../../common/model/index.ts';
import type { OwnPresence } from '../../../../common/protocol/chat/index.ts';
import { ChatServiceHolder } from '../../../../src/vscode/chat-service-holder.ts';
import { statusChoices } from '../../../../src/vscode/model/status-choices.ts';
import { Idle } from '../../../../src/vscode/presence/idle.ts';
import { choice, OwnStatus } from '../../../../src/vscode/presence/own-status.ts';
import { PerAccount } from '../../../../src/vscode/presence/per-account.ts';
import { doNotDisturb } from '../../../../src/vscode/notifications/do-not-disturb.ts';
import { publishPresence } from '../../../../src/vscode/presence/publish-presence.ts';
import { aState, me } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { memory } from '../../../support/memory.ts';

const minute = 60_000;
const other = asHex<IdentityKey>('dd'.repeat(32));

const setting = (store = memory()) => {
  const clock = new ManualClock();
  const idle = new Idle(clock, 10 * minute);
  let account: IdentityKey | undefined = me;
  const written = new Emitter<void>();
  const hiding = {
    on: false,
    fails: false,
    set: async (on: boolean): Promise<void> => {
      if (hiding.fails) throw new AppError('INTERNAL', 'settings.json cannot be written');
      hiding.on = on;
      written.fire();
    },
    onDidChange: written.event,
  };
  const status = new OwnStatus(new PerAccount(store, 'status', choice, () => account), hiding, idle);
  return { clock, idle, hiding, status, store, signIn: (next: IdentityKey | undefined) => (account = next) };
};

const quietly = (status: OwnStatus) => doNotDisturb(status, { off: false, onDidChange: new Emitter<void>().event });

test('away after ten minutes without activity, back with the first sign of life', () => {
  const { clock, idle, status } = setting();
  const told: OwnPresence[] = [];
  status.onDidChange(() => told.push(status.presence));
  clock.advance(10 * minute - 1);
  expect(status.presence).toBe('online');
  clock.advance(1);
  expect(status.presence).toBe('away');
  clock.advance(60 * minute);
  idle.touch();
  expect(status.presence).toBe('online');
  expect(told).toEqual(['away', 'online']);
  idle.dispose();
  expect(clock.waiting).toBe(0);
});

test('whoever types goes on being online, with one timer for all keys', () => {
  const { clock, idle, status } = setting();
  for (let n = 0; n < 100; n++) {
    clock.advance(minute);
    idle.touch();
    expect(clock.waiting).toBe(1);
    expect(status.presence).toBe('online');
  }
  clock.advance(10 * minute);
  expect(status.presence).toBe('away');
});

test('while the editor itself says that somebody is at work nobody is away', () => {
  const { clock, idle, status } = setting();
  idle.setWindowActive(true);
  clock.advance(600 * minute);
  expect(status.presence).toBe('online');
  idle.setWindowActive(false);
  clock.advance(10 * minute);
  expect(status.presence).toBe('away');
  idle.setWindowActive(true);
  expect(status.presence).toBe('online');
});

test('the patience is a setting: 0 is never, and a change counts at once', () => {
  const { clock, idle, status } = setting();
  idle.setIdleAfter(0);
  clock.advance(600 * minute);
  expect([status.presence, clock.waiting]).toEqual(['online', 0]);
  idle.setIdleAfter(5 * minute);
  expect(status.presence).toBe('away');
  idle.setIdleAfter(0);
  expect(status.presence).toBe('online');
});

test('a choice outlives the window, belongs to its account and is not taken back by activity', async () => {
  const { status, store, idle, signIn } = setting();
  await status.choose('away');
  idle.touch();
  expect(status.presence).toBe('away');
  expect(setting(store).status.presence).toBe('away');
  signIn(other);
  expect(status.presence).toBe('online');
});

test('invisible is the setting and nothing else; any other choice takes it back', async () => {
  const { status, hiding } = setting();
  await status.choose('invisible');
  expect([hiding.on, status.chosen]).toEqual([true, 'invisible']);
  await status.choose('dnd');
  expect([hiding.on, status.chosen, status.silenced]).toEqual([false, 'dnd', true]);
  await status.choose('invisible');
  expect([hiding.on, status.silenced]).toEqual([true, false]);
  hiding.on = false; // by hand, in the settings
  expect(status.presence).toBe('online');
});

test('settings that cannot be written change nothing', async () => {
  const { status, hiding } = setting();
  await status.choose('dnd');
  hiding.fails = true;
  await expect(status.choose('invisible')).rejects.toMatchObject({ code: 'INTERNAL' });
  expect([status.chosen, status.silenced]).toEqual(['dnd', true]);
});

test('silence is switched on and off without showing who is hidden', async () => {
  const { status } = setting();
  await status.choose('invisible');
  status.toggleDnd();
  expect([status.presence, status.silenced]).toEqual(['invisible', true]);
  status.toggleDnd();
  expect([status.presence, status.silenced]).toEqual(['invisible', false]);
});

type Deed = readonly [what: 'touch' | 'toggle' | 'wait' | OwnPresence, minutes: number];
const deed: fc.Arbitrary<Deed> = fc.tuple(
  fc.constantFrom('touch', 'toggle', 'wait', 'online', 'away', 'dnd', 'invisible'),
  fc.nat(20),
);

test('whatever happens, who is hidden is never seen, and away by itself only follows from having left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
      const { clock, idle, status, hiding } = setting();
      let quietFor = 0;
      for (const [what, minutes] of deeds) {
        if (what === 'touch') idle.touch();
        else if (what === 'toggle') status.toggleDnd();
        else if (what === 'wait') clock.advance(minutes * minute);
        else await status.choose(what);
        quietFor = what === 'touch' ? 0 : quietFor + (what === 'wait' ? minutes : 0);
        expect(status.presence === 'invisible').toBe(hiding.on);
        if (status.presence === 'away' && status.chosen === 'online') expect(quietFor).toBeGreaterThanOrEqual(10);
        if (status.presence === 'online') expect(quietFor).toBeLessThan(10);
      }
      idle.dispose();
    }),
  );
});

test('the service is told before anything else, again after every change, and never twice the same', async () => {
  const { status, clock } = setting();
  await status.choose('invisible');
  const chat = fakeChat(aState());
  const told: OwnPresence[] = [];
  chat.setPresence = async ({ presence }) => void told.push(presence);
  const holder = new ChatServiceHolder(
    async () => chat,
    () => {},
  );
  holder.setDoNotDisturb(quietly(status));
  publishPresence(holder, status);
  await holder.open();
  chat.set({ unread: 1 });
  expect(told).toEqual(['invisible']);
  await status.choose('online');
  clock.advance(10 * minute);
  expect(told).toEqual(['invisible', 'online', 'away']);
});

test('do not disturb is a fact as soon as it is chosen', async () => {
  const { status } = setting();
  const holder = new ChatServiceHolder(
    async () => fakeChat(),
    () => {},
  );
  const heard: boolean[] = [];
  holder.onDidChange(({ silenced }) => heard.push(silenced));
  holder.setDoNotDisturb(quietly(status));
  status.toggleDnd();
  status.toggleDnd();
  expect(heard).toEqual([true, false]);
});

test('one setting silences everything; each change is told', () => {
  const { status } = setting();
  const written = new Emitter<void>();
  const level = { off: false, onDidChange: written.event };
  const holder = new ChatServiceHolder(
    async () => fakeChat(),
    () => {},
  );
  const heard: boolean[] = [];
  holder.onDidChange(({ silenced }) => heard.push(silenced));
  const quiet = holder.setDoNotDisturb(doNotDisturb(status, level));
  level.off = true;
  written.fire();
  status.toggleDnd();
  level.off = false;
  written.fire();
  status.toggleDnd();
  quiet.dispose();
  status.toggleDnd();
  expect(heard).toEqual([true, true, true, false]);
});

const marked = (choices: ReturnType<typeof statusChoices>) =>
  choices.filter((one) => one.description !== undefined).map((one) => one.value);

test('the list marks what is chosen and says when one is away by oneself', () => {
  expect(marked(statusChoices('dnd', 10))).toEqual(['dnd']);
  expect(statusChoices('online', 10)[0]?.detail).toContain('after 10 minutes');
  expect(statusChoices('online', 0)[0]?.detail).not.toContain('minutes');
});
