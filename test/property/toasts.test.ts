import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toastTimes } from '../../src/vscode/notifications/toasts.ts';
import { roomKey } from '../support/chat-samples.ts';
import { direct, group, hour, mention, quiet, toastRig } from '../support/toast-rig.ts';

const deed = fc.oneof(
  fc.record({
    what: fc.constant('receive' as const),
    room: fc.constantFrom(direct, group, quiet),
    mentions: fc.boolean(),
    own: fc.boolean(),
    live: fc.boolean(),
  }),
  fc.record({ what: fc.constant('read' as const), room: fc.constantFrom(direct, group, quiet) }),
  fc.record({ what: fc.constant('wait' as const), ms: fc.nat(20_000) }),
  fc.record({ what: fc.constant('look' as const), room: fc.constantFrom(0, direct, group), focused: fc.boolean() }),
  fc.record({ what: fc.constant('silence' as const), on: fc.boolean() }),
  fc.record({ what: fc.constant('level' as const), level: fc.constantFrom('all', 'mentions', 'none') }),
  fc.record({ what: fc.constant('catchUp' as const), done: fc.boolean() }),
  fc.record({ what: fc.constant('close' as const) }),
);

test('never for what is on screen, muted, silenced, late or read; never two at once; never more than is unread', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const { clock, world, toasts, shown, receive, read } = toastRig();
      let checked = 0;
      const check = (): void => {
        for (const { toast, at } of shown.slice(checked)) {
          const n = [direct, group].find((one) => roomKey(one) === toast.conversation.room);
          expect(n).toBeDefined();
          expect(world.silenced || !world.caughtUp || world.level === 'none').toBe(false);
          expect(world.focused && world.visible === n).toBe(false);
          expect(toast.row.own).toBe(false);
          expect(toast.count).toBeGreaterThan(0);
          expect(toast.count).toBeLessThanOrEqual(world.unread.get(n ?? 0) ?? 0);
          const before = shown.slice(0, checked);
          expect(at - (before.at(-1)?.at ?? -hour)).toBeGreaterThanOrEqual(toastTimes.apart);
          const same = before.findLast((one) => one.toast.conversation.room === toast.conversation.room);
          expect(at - (same?.at ?? -hour)).toBeGreaterThanOrEqual(toastTimes.perRoom);
          checked++;
        }
      };
      for (const one of deeds) {
        if (one.what === 'receive') receive(one.room, { own: one.own, ...(one.mentions ? mention : {}) }, one.live);
        else if (one.what === 'read') read(one.room);
        else if (one.what === 'wait') clock.advance(one.ms);
        else if (one.what === 'silence') world.silenced = one.on;
        else if (one.what === 'level') world.level = one.level;
        else if (one.what === 'catchUp') world.caughtUp = one.done;
        else if (one.what === 'close') shown.at(-1)?.close();
        else {
          world.visible = one.room;
          const came = one.focused && !world.focused;
          world.focused = one.focused;
          if (came) toasts.onWindowFocus();
        }
        check();
      }
      toasts.dispose();
      expect(clock.waiting).toBe(0);
    }),
    { numRuns: 500 },
  );
});
