import { AppError } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey } from '../../../common/model/index.ts';
import type { HistoryPage } from '../../../common/protocol/chat/index.ts';
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
  const { core } = mate.composed.chat;
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
      return core.openDirect(userName(act.to), (room) => {
        // asked before the program ended, answered because it ends
        if (!(room instanceof AppError) && mate.alive) mate.say(room, `between us ${stage.world.now()}`);
      });
    case 'create':
      return core.createRoom(roomName(act.room), 50, () => {});
    case 'join':
      return core.joinRoom(roomName(act.room), () => {});
    case 'be':
      return mate.be(act.presence);
    case 'mute':
      return inRoom(mate, act.room, (room) => core.self.mute(room, act.muted, () => {}));
    case 'leave':
    case 'seen':
    case 'type':
    case 'page':
      return inRoom(mate, act.room, (room) => {
        if (act.act === 'leave') core.leaveRoom(room, () => {});
        if (act.act === 'seen') core.self.read(room);
        if (act.act === 'type') core.typing(room);
        if (act.act === 'page') core.history({ room, limit: 50, kinds: 'content' }, (page) => look(stage, page));
      });
  }
};

const inRoom = (mate: ChatMate, number: number, run: (room: RoomKey) => void): void => {
  const room = mate.composed.chat.core.resolveRoom(roomName(number));
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
  const { amendments } = mate.composed.chat.core;
  const rows = [...mate.shown.values()].filter((row) => row.own || !own);
  const target = rows.at(-1 - back) ?? rows.at(-1);
  if (target === undefined) return;
  const entry = asHex<EntryId>(target.id);
  const now = stage.world.now();
  if (act === 'edit') amendments.edit(entry, `@${userName(back % stage.mates.length)} edited ${now}`, () => {});
  if (act === 'delete') amendments.remove(entry, () => {});
  if (act === 'react') amendments.react(entry, emoji[now % emoji.length] ?? '', back % 3 > 0, () => {});
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
