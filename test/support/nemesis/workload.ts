import { AppError, attempt, Later } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey } from '../../../common/model/index.ts';
import { resolveRoom, type HistoryPage } from '../../../common/protocol/chat/index.ts';
import type { ChatMate } from '../sim/chat-team.ts';
import type { Act } from './plan.ts';
import { roomName, userName, type Stage } from './stage.ts';

type Amend = Extract<Act, { act: 'edit' | 'delete' | 'react' }>;
type Say = Extract<Act, { act: 'say' | 'mention' | 'reply' }>;

const emoji = ['👍', '🎉'];

/** Somebody does something, if he is at a device that works; what he may not do is refused, and that is well. */
export const perform = (stage: Stage, act: Act): void => {
  const mate = stage.free(act.device);
  if (mate === undefined) return;
  const { handlers } = mate.composed.chat;
  switch (act.act) {
    case 'say':
    case 'mention':
    case 'reply':
      return say(stage, mate, act);
    case 'edit':
    case 'delete':
    case 'react':
      return amend(stage, mate, act);
    case 'flood':
      return flood(stage, mate, act.room, act.count);
    case 'direct':
      return answered(
        () => handlers.openDirect({ user: userName(act.to) }),
        (room) => mate.say(room, `between us ${stage.world.now()}`),
      );
    case 'create':
      return answered(() => handlers.createRoom({ name: roomName(act.room), capacity: 50 }));
    case 'join':
      return answered(() => handlers.joinRoom({ room: roomName(act.room) }));
    case 'be':
      return mate.be(act.presence);
    case 'mute':
      return inRoom(mate, act.room, (room) => mute(stage, mate, room, act));
    case 'pin':
      return inRoom(mate, act.room, (room) => mate.editor.ask('pin', { room, pinned: act.pinned }));
    case 'leave':
    case 'leaveUndoably':
    case 'stay':
    case 'seen':
    case 'type':
    case 'page':
      return inRoom(mate, act.room, (room) => {
        if (act.act === 'leave') leave(stage, mate, room, {});
        if (act.act === 'leaveUndoably') leave(stage, mate, room, { undoable: true });
        if (act.act === 'stay') stay(stage, mate, room);
        if (act.act === 'seen') answered(() => handlers.markRead({ room }));
        if (act.act === 'type') mate.editor.ask('typing', { room });
        if (act.act === 'page')
          mate.editor.ask('history', { room, limit: 50, kinds: 'content' }, (page) => look(stage, page as HistoryPage));
      });
  }
};

/** What may not be done is refused, and that is well. */
const answered = <T>(ask: () => T | Later<T>, onAnswer: (answer: T) => void = () => {}): void =>
  Later.try(ask).listen(onAnswer, () => {});

type Mute = Extract<Act, { act: 'mute' }>;

const mute = ({ world }: Stage, mate: ChatMate, room: RoomKey, { muted, lasting }: Mute): void => {
  const until = lasting === undefined ? {} : { until: mate.host.clock.wall(world.now()) + lasting };
  mate.editor.ask('mute', { room, muted, ...(muted && until) });
};

/** In the books before it is asked for: what can be done at once is. */
const leave = ({ world, leaves }: Stage, mate: ChatMate, room: RoomKey, how: { readonly undoable?: true }): void => {
  const { clock } = mate.host;
  leaves.leave(mate.me.certificate.device, room, how.undoable && clock.mono(world.now()));
  answered(() => mate.composed.chat.handlers.leaveRoom({ room, ...how }));
};

const stay = ({ leaves }: Stage, mate: ChatMate, room: RoomKey): void =>
  answered(
    () => mate.composed.chat.handlers.undoLeaveRoom({ room }),
    (undone) => undone && leaves.undo(mate.me.certificate.device, room),
  );

const inRoom = (mate: ChatMate, number: number, run: (room: RoomKey) => void): void => {
  const room = attempt(() => resolveRoom(roomName(number), mate.composed.chat.overview));
  if (!(room instanceof AppError)) run(room);
};

const say = (stage: Stage, mate: ChatMate, { act, room: number, size }: Say): void =>
  inRoom(mate, number, (room) => {
    const called = act === 'mention' ? `@${userName(size % stage.mates.length)} ` : '';
    const last = act === 'reply' ? [...mate.shown.values()].at(-1 - (size % 5)) : undefined;
    mate.say(room, `${called}${stage.world.now()} ${'x'.repeat(size)}`, last && asHex<EntryId>(last.id));
  });

/** Of what he has seen. */
const amend = (stage: Stage, mate: ChatMate, { act, back, own }: Amend): void => {
  const { handlers } = mate.composed.chat;
  const rows = [...mate.shown.values()].filter((row) => row.own || !own);
  const target = rows.at(-1 - back) ?? rows.at(-1);
  if (target === undefined) return;
  const entry = asHex<EntryId>(target.id);
  const now = stage.world.now();
  if (act === 'edit')
    answered(() => handlers.edit({ entry, content: `@${userName(back % stage.mates.length)} edited ${now}` }));
  if (act === 'delete') answered(() => handlers.deleteMessage({ entry }));
  if (act === 'react')
    answered(() => handlers.react({ entry, emoji: emoji[now % emoji.length] ?? '', on: back % 3 > 0 }));
};

const flood = (stage: Stage, mate: ChatMate, number: number, count: number): void =>
  inRoom(mate, number, (room) => {
    for (let i = 0; i < count; i++) mate.say(room, `line ${i} of ${count} at ${stage.world.now()}`);
  });

/** A page is in order and has nothing twice. */
const look = (stage: Stage, page: HistoryPage | AppError): void => {
  if (page instanceof AppError) return;
  const orders = page.rows.map(({ order }) => order);
  if (orders.some((order, i) => i > 0 && order <= (orders[i - 1] ?? ''))) {
    stage.world.violated('a page is out of order');
  }
};
