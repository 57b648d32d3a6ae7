import { AppError } from '../../../common/base/index.ts';
import { compareOrder } from '../../../common/log/index.ts';
import {
  limits,
  type AsideChange,
  type Audience,
  type Batch,
  type ReachedDevice,
  type RoomKey,
  type RoomPreference,
  type SeenMark,
} from '../../../common/model/index.ts';
import type { Content } from './memory-disk.ts';
import { eraseDeleted } from './memory-words.ts';
import { placeOf, Places } from './places.ts';

/** All or nothing: looks at everything before it changes anything. Throws AppError. */
export const commit = (content: Content, batch: Batch): void => {
  const {
    rooms = [],
    certificates = [],
    entries = [],
    peerHave = [],
    audiences = [],
    seen = [],
    preferences = [],
    aside = [],
    met = [],
    reached = [],
    meant = [],
    forget = [],
  } = batch;
  const known = new Set([...content.rooms.keys(), ...rooms.map(({ room }) => room)]);
  const fresh = new Places();
  for (const stored of entries) {
    if (!known.has(stored.room)) throw new AppError('INTERNAL', 'no such conversation');
    const there = content.places.at(placeOf(stored)) ?? fresh.at(placeOf(stored));
    if (there === undefined) fresh.set(stored);
    else if (there.entry.id !== stored.entry.id)
      throw new AppError('INTERNAL', `another entry ${stored.entry.seq} is held`);
  }
  for (const room of rooms) content.rooms.set(room.room, room);
  for (const bytes of certificates) content.certificates.set(bytes.join(), bytes);
  for (const stored of fresh.all) content.places.set(stored);
  for (const room of new Set(fresh.all.map((stored) => stored.room))) eraseDeleted(content, room);
  for (const have of peerHave) content.peerHave.set(`${have.room}${have.peer}${have.author}${have.kind}`, have);
  for (const one of audiences) keepAudience(content, one);
  for (const mark of seen) keepSeen(content, mark);
  for (const mark of preferences) keepPreference(content, mark);
  for (const one of met) content.met.set(one.identity, one);
  for (const one of reached) keepReached(content, one);
  for (const one of meant) content.meant.set(one.fold, one);
  for (const change of aside) setAside(content, change);
  for (const room of forget) forgetRoom(content, room);
};

const keepReached = ({ reached }: Content, one: ReachedDevice): void => {
  reached.set(one.device, one);
  const [oldest] = [...reached.values()].toSorted((a, b) => a.at - b.at);
  if (reached.size > limits.reachedDevices && oldest !== undefined) reached.delete(oldest.device);
};

const keepAudience = ({ audiences }: Content, one: Audience): void => {
  const key = `${one.room}${one.version}`;
  if (!audiences.has(key)) audiences.set(key, one);
};

const keepSeen = ({ seen }: Content, mark: SeenMark): void => {
  const key = `${mark.room}${mark.author}`;
  const before = seen.get(key) ?? mark;
  const larger = { seen: Math.max(mark.seen, before.seen), told: Math.max(mark.told, before.told) };
  seen.set(key, { ...mark, ...larger });
};

const keepPreference = ({ preferences }: Content, mark: RoomPreference): void => {
  const key = mark.room + mark.name;
  const before = preferences.get(key);
  if (before === undefined || compareOrder(mark.order, before.order) > 0) preferences.set(key, mark);
};

const setAside = ({ places }: Content, change: AsideChange): void => {
  const known = places.at(change);
  if (known === undefined) return;
  const { aside: _, ...stored } = known;
  places.set({ ...stored, ...(change.aside && { aside: change.aside }) });
};

const forgetRoom = ({ rooms, places, peerHave, audiences }: Content, room: RoomKey): void => {
  rooms.delete(room);
  places.forget(room);
  for (const held of [peerHave, audiences]) for (const [key, one] of held) if (one.room === room) held.delete(key);
};
