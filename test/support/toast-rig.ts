import type { Row } from '../../common/model/index.ts';
import type { Conversation } from '../../common/protocol/chat/index.ts';
import { Toasts, type Toast } from '../../src/vscode/notifications/toasts.ts';
import { aConversation, aRow, aState, me, roomKey } from './chat-samples.ts';
import { ManualClock } from './manual-clock.ts';

export const direct = 1;
export const group = 2;
/** Muted. */
export const quiet = 3;
export const hour = 3_600_000;

/** A person with a direct conversation, a room and one that is muted, nobody at the window. */
export const toastRig = () => {
  const clock = new ManualClock();
  const world = {
    level: 'mentions' as 'all' | 'mentions' | 'none',
    silenced: false,
    focused: false,
    caughtUp: true,
    visible: 0,
    unread: new Map<number, number>(),
  };
  const conversation = (n: number): Conversation =>
    aConversation(n, { kind: n === direct ? 'direct' : 'group', unread: world.unread.get(n) ?? 0 });
  const shown: { readonly toast: Toast; readonly at: number; readonly close: () => void }[] = [];
  const toasts = new Toasts({
    clock,
    conditions: () => ({
      chat: aState({ caughtUp: world.caughtUp, conversations: [direct, group, quiet].map(conversation) }),
      level: world.level,
      silenced: world.silenced,
      focused: world.focused,
      muted: (room) => room === roomKey(quiet),
      visible: (room) => world.focused && room === roomKey(world.visible),
    }),
    show: (toast, close) => shown.push({ toast, at: clock.mono(), close }),
  });
  let next = 1;
  const receive = (n: number, extra: Partial<Row> = {}, live = true): void => {
    world.unread.set(n, (world.unread.get(n) ?? 0) + 1);
    toasts.onRow(roomKey(n), aRow(next++, extra), live);
    toasts.onStateChange();
  };
  const read = (n: number): void => {
    world.unread.set(n, 0);
    toasts.onStateChange();
  };
  const counts = () => shown.map(({ toast }) => toast.count);
  return { clock, world, toasts, shown, receive, read, counts };
};

export const mention: Partial<Row> = { mentions: [{ identity: me, username: 'ana' }] };

export type Rig = ReturnType<typeof toastRig>;
