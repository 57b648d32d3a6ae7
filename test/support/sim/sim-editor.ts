import { isEqual, toDisposable, type Disposable } from '../../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type {
  ChatEvent,
  ChatState,
  Handlers,
  ParamsOf,
  StateChange,
  Verb,
} from '../../../common/protocol/chat/index.ts';
import type { ChatCore } from '../../../src/chat/index.ts';
import { ClientCore } from '../../../src/client/index.ts';
import { EngineCore, StatePublisher, type StateSource } from '../../../src/engine/index.ts';
import type { World } from '../world.ts';
import { SimPort } from './sim-port.ts';

/** What an editor needs of the program whose face it is. */
export interface EditedProgram {
  readonly chat: ChatCore;
  readonly isSignedIn: () => boolean;
}

/**
 * An editor on a simulated machine: a client that outlives the engines it talks to. It notes what is wrong: a state that is not
 * that of its engine, a call that was answered twice.
 */
export class SimEditor {
  readonly #world: World;
  readonly #name: string;
  readonly #client = new ClientCore({ emit: () => {}, changed: () => {}, stale: () => {} });
  #program: EditedProgram | undefined;
  #engine: EngineCore | undefined;
  #port: SimPort | undefined;
  /** Fed with every mark, as the engine's own. */
  #publisher: StatePublisher | undefined;
  #asked = 0;
  #answered = 0;

  constructor(world: World, name: string) {
    this.#world = world;
    this.#name = name;
  }

  /** A program begins its life under this editor; disposing ends it, as a kill does. */
  attach(program: EditedProgram): Disposable {
    this.#program = program;
    this.#publisher = new StatePublisher(this.#source(program));
    this.#publisher.refresh();
    this.handOver();
    return toDisposable(() => this.detach());
  }

  detach(): void {
    this.#port?.cut();
    this.#engine = undefined;
    this.#program = undefined;
    this.#publisher = undefined;
  }

  /** Another engine takes over: the one of before ends with all that it had not told. */
  handOver(): void {
    const program = this.#program;
    if (program === undefined) return;
    this.#port?.cut();
    const { chat } = program;
    const alive = (run: () => void) => (): void => {
      if (this.#engine === engine) run();
    };
    const engine: EngineCore = new EngineCore(
      {
        epoch: `${this.#name} ${this.#world.now()} ${this.#asked}`,
        logger: { log: () => {} },
        turn: (run) => this.#world.at(this.#world.now(), alive(run)),
      },
      {} as Handlers,
      { state: this.#source(program), handlers: chat.handlers },
    );
    this.#engine = engine;
    this.#port = new SimPort((run) => this.#world.at(this.#world.now() + 1, run));
    engine.connect(this.#port.engine);
    this.#client.connect(this.#port.client);
  }

  stall(): void {
    this.#port?.stall();
  }

  goOn(): void {
    this.#port?.goOn();
  }

  emit(event: ChatEvent): void {
    this.#engine?.emit(event);
  }

  changed(change: StateChange): void {
    this.#engine?.changed(change);
    this.#publisher?.mark(change);
  }

  ask<V extends Verb>(verb: V, params: ParamsOf<V>, done: (result: unknown) => void = () => {}): void {
    this.#asked++;
    let answers = 0;
    this.#client.ask(verb, params, (result: unknown) => {
      if (++answers > 1) this.#world.violated(`${this.#name}: ${verb} was answered twice`);
      this.#answered++;
      done(result);
    });
  }

  /** A part of the state that changed without a mark; undefined when all is well. */
  unmarked(wall: number): string | undefined {
    if (this.#program === undefined || this.#publisher === undefined) return undefined;
    this.#publisher.refresh();
    const fresh = new StatePublisher(this.#source(this.#program));
    fresh.refresh();
    const [told, is] = [partsOf(this.#publisher), partsOf(fresh)];
    for (const part of new Set([...told.keys(), ...is.keys()])) {
      const [old, now] = [told.get(part), is.get(part)];
      if (!isEqual(old, now) && !isEqual(heardAgain(old, wall), now))
        return `${this.#name} did not mark a change of ${part}: ${JSON.stringify(old)} is ${JSON.stringify(now)}`;
    }
    return undefined;
  }

  /** What is wrong when nothing is under way any more. */
  complaint(): string | undefined {
    if (this.#asked !== this.#answered) return `${this.#name}: ${this.#asked - this.#answered} calls were not answered`;
    const { state } = this.#client;
    const is = this.#program?.chat.overview.whole();
    if (is === undefined) return undefined;
    for (const part of ['conversations', 'discover', 'people', 'links', 'presence', 'caughtUp', 'disk'] as const) {
      const [shown, truth] = [sorted(state[part]), sorted(is[part])];
      if (!isEqual(shown, truth))
        return `${this.#name} shows other ${part}: ${JSON.stringify(shown)} for ${JSON.stringify(truth)}`;
    }
    return undefined;
  }

  get state(): ChatState {
    return this.#client.state;
  }

  #source({ chat, isSignedIn }: EditedProgram): StateSource {
    const { overview } = chat;
    return {
      plain: () => ({
        account: undefined,
        connection: {
          state: isSignedIn() ? 'connected' : 'offline',
          tracker: '',
          address: '',
          loopback: false,
          insecure: false,
        },
        session: { signedIn: isSignedIn(), caughtUp: overview.caughtUp },
        links: overview.links,
        namesakes: overview.namesakes,
        disk: overview.disk,
        presence: overview.presence,
      }),
      get conversations() {
        return overview.conversations;
      },
      get discover() {
        return overview.discover;
      },
      get people() {
        return overview.people;
      },
      conversation: (room: RoomKey) => overview.conversation(room),
      listed: (room: RoomKey) => overview.listed(room),
      person: (identity: IdentityKey) => overview.person(identity),
    };
  }
}

/** Plain slices and single members, by name. */
const partsOf = (publisher: StatePublisher): Map<string, unknown> => {
  const parts = new Map<string, unknown>();
  for (const change of publisher.since({})) {
    if (!('put' in change)) parts.set(change.slice, change.value);
    else for (const [key, value] of change.put) parts.set(`${change.slice} ${key}`, value);
  }
  return parts;
};

/** A mute ends by itself, and after a sleep or a clock that was set that is told a while later. */
const heardAgain = (told: unknown, wall: number): unknown => {
  if (typeof told !== 'object' || told === null || !('mutedUntil' in told)) return told;
  const { mutedUntil, ...rest } = told;
  return typeof mutedUntil === 'number' && mutedUntil <= wall ? { ...rest, muted: false } : told;
};

/** Lists of members in one order, whichever they came in. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sorted(one)]));
};
