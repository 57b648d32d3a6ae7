import {
  AppError,
  DisposableStore,
  Emitter,
  type Disposable,
  type Event,
  type Logger,
} from '../../../common/base/index.ts';
import type { RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatEvent, ChatState } from '../../../common/protocol/chat/index.ts';
import { viewLimits, type Preview } from '../../../common/protocol/view/index.ts';
import { oneLine, plainOf } from '../../../common/text/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { listedIn } from '../model/conversation-list.ts';

/** What the history is asked for at a time: a list of three hundred conversations must not hold up what is on screen. */
const maxConcurrentReads = 4;

type Host = Pick<ChatServiceHolder, 'service' | 'onEvent' | 'onStale' | 'onDidChange'>;

interface Known {
  readonly row: Row | undefined;
  readonly preview: Preview | undefined;
}

/** The last message of each conversation, for lists. Read when a list wants it, then kept up with what comes. */
export class Previews implements Disposable {
  readonly #holder: Host;
  readonly #logger: Logger;
  readonly #changed = new Emitter<void>();
  readonly #owned = new DisposableStore();
  readonly #known = new Map<RoomKey, Known>();
  /** Wanted and not asked for yet, in the order in which the list has them. */
  readonly #wanted = new Set<RoomKey>();
  /** Being read, and the newest row that has come meanwhile: what is read may not know of it. */
  readonly #reading = new Map<RoomKey, Row | undefined>();
  /** Whose messages these are. */
  #account: string | undefined;
  #conversations: ChatState['conversations'] | undefined;
  #listed: ReadonlySet<RoomKey> = new Set();

  constructor(holder: Host, logger: Logger) {
    this.#holder = holder;
    this.#logger = logger;
    this.#owned.add(this.#changed);
    this.#owned.add(holder.onEvent((event) => this.#onEvent(event)));
    this.#owned.add(holder.onStale((rooms) => this.#forget(rooms)));
    this.#owned.add(holder.onDidChange(() => this.#onStateChange()));
    this.#onStateChange();
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Undefined while it is not known, and where nothing has been written; it is told when it is. */
  of(room: RoomKey): Preview | undefined {
    const known = this.#known.get(room);
    if (known === undefined && !this.#reading.has(room) && this.#hasSpace()) {
      this.#wanted.add(room);
      this.#readWanted();
    }
    return known?.preview;
  }

  /** A message of mine is among them: whatever this profile of the editor knows, I have written before. */
  get hasOwn(): boolean {
    return [...this.#known.values()].some(({ row }) => row?.own === true && row.kind === 'message');
  }

  /** I have written it. */
  add(room: RoomKey, row: Row): void {
    this.#onRow(room, row);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #onEvent(event: ChatEvent): void {
    if (event.type === 'row') this.#onRow(event.room, event.row);
    else if (event.type === 'reordered') this.#forget([event.room]);
  }

  /** Newer than what is known, or the same in another version. What nobody has asked for yet is read when it is wanted. */
  #onRow(room: RoomKey, row: Row): void {
    if (!isShown(row)) return;
    if (this.#reading.has(room)) this.#reading.set(room, newest(this.#reading.get(room), row));
    const known = this.#known.get(room);
    if (known === undefined || newest(known.row, row) !== row) return;
    this.#store(room, row);
    this.#changed.fire();
  }

  #store(room: RoomKey, row: Row | undefined): void {
    this.#known.delete(room);
    this.#known.set(room, { row, preview: row && previewOf(row) });
  }

  /** A list longer than that goes without for the rest: whatever made place for one would be asked for again. */
  #hasSpace(): boolean {
    return this.#known.size + this.#wanted.size + this.#reading.size < viewLimits.previews;
  }

  #forget(rooms: readonly RoomKey[] | 'all'): void {
    for (const room of rooms === 'all' ? [...this.#known.keys()] : rooms) this.#known.delete(room);
    this.#changed.fire();
  }

  #onStateChange(): void {
    const { account, conversations } = this.#holder.service?.state ?? {};
    if (account?.identity !== this.#account) {
      this.#account = account?.identity;
      this.#wanted.clear();
      this.#forget('all');
    }
    if (conversations === this.#conversations) return;
    this.#conversations = conversations;
    this.#listed = new Set(listedIn(this.#holder.service?.state).map(({ room }) => room));
    this.#dropRemoved();
  }

  /** What no list shows any more is not kept, and takes nobody's place. */
  #dropRemoved(): void {
    for (const room of [...this.#known.keys(), ...this.#wanted]) {
      if (this.#listed.has(room)) continue;
      this.#known.delete(room);
      this.#wanted.delete(room);
    }
  }

  #readWanted(): void {
    for (const room of this.#wanted) {
      if (this.#reading.size >= maxConcurrentReads) return;
      this.#wanted.delete(room);
      this.#reading.set(room, undefined);
      void this.#read(room);
    }
  }

  /** Never rejects. */
  async #read(room: RoomKey): Promise<void> {
    const account = this.#account;
    let row: Row | undefined;
    try {
      const page = await this.#holder.service?.history({ room, limit: 1, kinds: 'content' });
      row = page?.rows.at(-1);
    } catch (error) {
      this.#logger.log('warn', `last message: ${AppError.from(error).message}`);
    }
    const came = this.#reading.get(room);
    this.#reading.delete(room);
    if (account === this.#account && this.#listed.has(room)) {
      this.#store(room, came === undefined ? row : newest(row, came));
      this.#changed.fire();
    }
    this.#readWanted();
  }
}

/** Which of them a list shows: of one message what came last. */
const newest = (before: Row | undefined, row: Row): Row =>
  before !== undefined && before.id !== row.id && before.order > row.order ? before : row;

/** Membership is no message. */
const isShown = ({ kind }: Row): boolean => kind === 'message' || kind === 'deleted';

const previewOf = ({ author, own, at, kind, content = '' }: Row): Preview => ({
  author: author.username,
  own,
  at,
  text: kind === 'deleted' ? '' : oneLine(plainOf(content), viewLimits.previewText),
  ...(kind === 'deleted' && { deleted: true }),
});
