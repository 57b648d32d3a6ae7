import { AppError, type Later } from '../../../../common/base/index.ts';
import type { SelfBody } from '../../../../common/log/index.ts';
import type { RoomKey, RoomPreference, StoredEntry } from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { SideWrites } from '../replication/side-writes.ts';
import type { Preferences } from './preferences.ts';

type Wish = Exclude<SelfBody, { readonly kind: 'READ' }>;

interface PreferenceParts {
  readonly conversations: Conversations;
  readonly preferences: Preferences;
  /** Nobody writes there any more, as far as I am concerned. */
  readonly isOver: (room: RoomKey) => boolean;
  /** Into the self room. */
  readonly write: (body: Wish, sideWrites: (stored: StoredEntry) => SideWrites) => Later<StoredEntry>;
  readonly onChanged: (room: RoomKey) => void;
}

/** What a person wants of a conversation: quiet, the first place, or no place at all. */
export class PreferenceCommands {
  readonly #parts: PreferenceParts;
  /** The last wish of each that is on its way to the disk: a second one is compared with it. */
  readonly #pending = new Map<string, { readonly value: number }>();

  constructor(parts: PreferenceParts) {
    this.#parts = parts;
  }

  readonly mute: Handlers['mute'] = ({ room, muted, until }) =>
    this.#wish({ kind: 'MUTE', room, muted, ...(until !== undefined && { until }) });

  readonly pin: Handlers['pin'] = ({ room, pinned }) => this.#wish({ kind: 'PIN', room, pinned });

  readonly hide: Handlers['hide'] = ({ room, hidden }) => {
    if (hidden && !this.#parts.isOver(room)) throw new AppError('BAD_REQUEST', 'the conversation is not over');
    return this.#wish({ kind: 'HIDE', room, hidden });
  };

  /** I am in it again: when I leave it once more it is not gone at once. */
  reveal(room: RoomKey): void {
    if (this.#parts.preferences.has(room, 'hidden')) this.#wish({ kind: 'HIDE', room, hidden: false });
  }

  /** Another device of mine has said so. */
  apply(stored: StoredEntry, said: Wish): RoomPreference {
    const mark = markOf(stored, said);
    this.#apply(mark);
    return mark;
  }

  #wish(body: Wish): Later<void> | undefined {
    const { conversations, preferences, write } = this.#parts;
    const { kind } = conversations.get(body.room)?.stored ?? {};
    if (kind !== 'group' && kind !== 'direct') throw new AppError('ROOM_UNKNOWN', 'there is no such conversation');
    const { name, value } = wishOf(body);
    const key = body.room + name;
    if ((this.#pending.get(key)?.value ?? preferences.value(body.room, name)) === value) return undefined;
    const wish = { value };
    this.#pending.set(key, wish);
    const written = write(body, (stored) => ({ preferences: [markOf(stored, body)] }));
    const applied = written.map((stored) => this.#apply(markOf(stored, body)));
    applied.whenSettled(() => {
      if (this.#pending.get(key) === wish) this.#pending.delete(key);
    });
    return applied;
  }

  #apply(mark: RoomPreference): void {
    this.#parts.preferences.apply(mark);
    this.#parts.onChanged(mark.room);
  }
}

const wishOf = (body: Wish): Pick<RoomPreference, 'name' | 'value'> => {
  switch (body.kind) {
    case 'MUTE':
      return { name: 'muted', value: body.muted ? timeOf(body.until) : 0 };
    case 'PIN':
      return { name: 'pinned', value: Number(body.pinned) };
    case 'HIDE':
      return { name: 'hidden', value: Number(body.hidden) };
  }
};

/** 1 is for ever, and no time that anybody means. */
const timeOf = (until: number | undefined): number => (until === undefined ? 1 : Math.max(until, 2));

const markOf = ({ author, entry: { clock, seq } }: StoredEntry, body: Wish): RoomPreference => ({
  room: body.room,
  ...wishOf(body),
  order: { clock, author, seq },
});
