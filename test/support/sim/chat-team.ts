import { Later, toDisposable, type Env } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../../common/model/index.ts';
import type {
  ChatEvent,
  ChatHandlers,
  Conversation,
  Handlers,
  OwnPresence,
  ParamsOf,
  ReplyOf,
} from '../../../common/protocol/chat/index.ts';
import { compose, type Composed } from '../../../src/engine/index.ts';
import type { TrackerSession } from '../../../src/tracker-client/index.ts';
import { MemoryDisk } from './memory-disk.ts';
import { MemoryStore } from './memory-store.ts';
import { SimEditor } from './sim-editor.ts';
import { sessionWith } from './tracker-session.ts';
import { SimTracker } from './tracker.ts';
import type { PeerConfig } from '../../../src/peer/index.ts';
import type { ClockOptions } from './host-clock.ts';
import type { DiskFate, Inhabitant, SimHost, World } from '../world.ts';

export interface MateOptions {
  readonly clock?: ClockOptions;
  readonly config?: Partial<PeerConfig>;
  /** Something between the program and its store, for programs that are not as they should be. */
  readonly through?: (store: MemoryStore, env: Env) => MemoryStore;
}

/** Milliseconds. */
const restartAfter = 500;

/** A person with an editor: the product's cores on a simulated machine. */
export class ChatMate {
  readonly me: Inhabitant;
  readonly host: SimHost;
  readonly disk = new MemoryDisk();
  /** What this person was told is sent, by entry id. */
  readonly sent = new Map<string, string>();
  /** Rows shown while running, by entry id. */
  readonly shown = new Map<string, Row>();
  /** Everything that was told. */
  readonly events: ChatEvent[] = [];
  /** How often a sync has failed. */
  lost = 0;
  /** The disk was once said to be slow. */
  wasSlow = false;
  /** Lets authors know what has been read, and sees what others have. */
  receipts = true;
  #changed = false;
  #presence: OwnPresence = 'online';
  readonly #world: World;
  readonly tracker: SimTracker;
  /** Lives on when the program ends. */
  readonly editor: SimEditor;
  readonly #options: MateOptions;
  #running: { readonly composed: Composed; readonly session: TrackerSession } | undefined;

  constructor(
    world: World,
    tracker: SimTracker,
    name: string,
    me: Inhabitant = world.person(name),
    options: MateOptions = {},
  ) {
    this.me = me;
    this.#options = options;
    this.host = world.host(name, options.clock);
    this.editor = new SimEditor(world, name);
    this.#world = world;
    this.tracker = tracker;
    world.registerDisk(this.host, this.disk);
    tracker.register(me.certificate);
  }

  get composed(): Composed {
    if (this.#running === undefined) throw new Error(`${this.host.name} is not running`);
    return this.#running.composed;
  }

  get alive(): boolean {
    return this.#running !== undefined;
  }

  start(): void {
    this.#world.start(this.host, this.me, (env) => {
      const { config, through = (store: MemoryStore) => store } = this.#options;
      const own = new MemoryStore(this.disk, env.clock);
      const store = through(own, env);
      const session = sessionWith(env, this.tracker.host, this.me, () => this.#presence);
      const composed = compose(env, {
        me: this.me.certificate,
        authority: this.#world.tracker,
        store,
        loaded: store.load(),
        tracker: session,
        listen: { port: 7000 },
        loopback: false,
        ...(config && { config }),
        presence: () => this.#presence,
        receipts: () => this.receipts,
        events: {
          emit: (event) => {
            this.events.push(event);
            if (event.type === 'row') this.shown.set(event.row.id, event.row);
            this.editor.emit(event);
          },
          changed: (change) => {
            this.#changed = true;
            this.wasSlow ||= this.#running?.composed.chat.overview.disk === 'slow';
            this.editor.changed(change);
          },
          lost: () => this.#onLost(),
        },
      });
      session.start();
      this.#running = { composed, session };
      const watch = session.onDidChangeState(() => this.editor.changed({}));
      this.editor.attach({ chat: composed.chat, isSignedIn: () => session.state.kind === 'signedIn' });
      return toDisposable(() => {
        this.#running = undefined;
        watch.dispose();
        this.editor.detach();
        composed.dispose();
        session.dispose();
        own.dispose();
      });
    });
  }

  /** A sync failed: the program ends, and finds at its next start what the disk happens to have. */
  #onLost(): void {
    this.lost++;
    const world = this.#world;
    world.at(world.now(), () => {
      if (!this.alive) return;
      this.kill('torn', 'reset');
      world.at(world.now() + restartAfter, () => this.start());
    });
  }

  be(presence: OwnPresence): void {
    this.#presence = presence;
    this.#running?.session.presenceChanged();
    this.#running?.composed.chat.presenceChanged();
  }

  kill(disk: DiskFate, word: 'reset' | 'silence'): void {
    this.#running = undefined;
    this.editor.detach();
    this.#world.kill(this.host, disk, word);
  }

  say(room: RoomKey, content: string, replyTo?: EntryId): void {
    Later.try(() => this.composed.chat.handlers.send({ room, content, ...(replyTo && { replyTo }) })).listen(
      (row) => {
        this.sent.set(row.id, content);
        this.shown.set(row.id, row);
      },
      () => {},
    );
  }

  /** The message, once it is on disk. */
  write(room: RoomKey, content: string, replyTo?: EntryId): Row {
    return this.do('send', { room, content, ...(replyTo && { replyTo }) });
  }

  edit(entry: EntryId, content: string): Row {
    return this.do('edit', { entry, content });
  }

  remove(entry: EntryId): Row {
    return this.do('deleteMessage', { entry });
  }

  react(entry: EntryId, emoji: string, on = true): Row {
    return this.do('react', { entry, emoji, on });
  }

  /** The conversation as it is in the overview. */
  sees(room: RoomKey): Conversation {
    const found = this.composed.chat.overview.conversations.find((one) => one.room === room);
    if (found === undefined) throw new Error(`${this.host.name} has no such conversation`);
    return found;
  }

  /** Whether the overview has changed since it was last asked for by this. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  get signedIn(): boolean {
    return this.#running?.session.state.kind === 'signedIn';
  }

  /** Ends the program as its person would. */
  quit(): void {
    this.#world.stop(this.host);
  }

  /** Waits for nothing. */
  begin<V extends keyof ChatHandlers>(verb: V, params: ParamsOf<V>): Later<ReplyOf<V>> {
    const handlers: Handlers = this.composed.chat.handlers as Handlers;
    return Later.try(() => handlers[verb](params));
  }

  /** Runs the world until the answer is there. */
  do<V extends keyof ChatHandlers>(verb: V, params: ParamsOf<V>): ReplyOf<V> {
    const answer = this.begin(verb, params);
    for (let i = 0; i < 200 && answer.outcome === undefined; i++) this.#world.run(50);
    const { outcome } = answer;
    if (outcome === undefined) throw new Error(`${this.host.name} got no answer`);
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  }

  history(room: RoomKey): readonly Row[] {
    return this.do('history', { room, limit: 500, kinds: 'content' }).rows;
  }
}

/** A row as everybody must see it: nothing of what is one's own, nor of how it came. */
export const forEverybody = (row: Row): Row => {
  const { viaCatchUp: _, delivery: __, reactions = [], ...rest } = row;
  return { ...rest, own: false, reactions: reactions.map((reaction) => ({ ...reaction, mine: false })) };
};

/** People on one LAN with an honest tracker, all in one open room that the first of them made. */
export const chatTeam = (
  world: World,
  size: number,
  options: MateOptions = {},
): { mates: ChatMate[]; room: RoomKey } => {
  const tracker = new SimTracker(world);
  const mates = Array.from({ length: size }, (_, i) => new ChatMate(world, tracker, `mate${i}`, undefined, options));
  for (const mate of mates) mate.start();
  world.run(1000);
  const [first, ...rest] = mates;
  const room = first?.do('createRoom', { name: 'general', capacity: Math.max(50, size) }) ?? asHex<RoomKey>('');
  for (const mate of rest) mate.do('joinRoom', { room: 'general' });
  world.run(5000);
  return { mates, room };
};
