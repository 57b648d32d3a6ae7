import { toDisposable, type Logger } from '../../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type {
  ChatEvent,
  ChatHandlers,
  ChatState,
  ConnectOptions,
  Conversation,
  Handlers,
  ListedRoom,
  Person,
  PlainSlices,
} from '../../../common/protocol/chat/index.ts';
import { ClientCore } from '../../../src/client/index.ts';
import { EngineCore, type StateSource } from '../../../src/engine/index.ts';
import { SimPort } from '../sim/sim-port.ts';

/** A state that a test changes by hand. */
class HandMadeState implements StateSource {
  plainSlices: PlainSlices = {
    account: undefined,
    connection: { state: 'offline', tracker: '', address: '', loopback: false, insecure: false },
    session: { signedIn: false, caughtUp: false },
    links: [],
    namesakes: [],
    disk: 'ok',
    presence: 'online',
  };
  readonly rooms = new Map<RoomKey, Conversation>();
  readonly listedRooms = new Map<RoomKey, ListedRoom>();
  readonly persons = new Map<IdentityKey, Person>();

  plain(): PlainSlices {
    return this.plainSlices;
  }
  get conversations(): Conversation[] {
    return [...this.rooms.values()];
  }
  get discover(): ListedRoom[] {
    return [...this.listedRooms.values()];
  }
  get people(): Person[] {
    return [...this.persons.values()];
  }
  conversation(room: RoomKey): Conversation | undefined {
    return this.rooms.get(room);
  }
  listed(room: RoomKey): ListedRoom | undefined {
    return this.listedRooms.get(room);
  }
  person(identity: IdentityKey): Person | undefined {
    return this.persons.get(identity);
  }
}

/** What happens later happens when the test says so. */
class Turns {
  readonly #waiting: (() => void)[] = [];

  readonly later = (run: () => void): void => void this.#waiting.push(run);

  /** The next thing that waits. Answers whether there was one. */
  step(): boolean {
    const run = this.#waiting.shift();
    run?.();
    return run !== undefined;
  }

  /** Everything that waits, and what follows from it. */
  run(): void {
    while (this.step());
  }
}

/** Engines one after the other, and one client that outlives them. */
export class EngineRig {
  readonly turns = new Turns();
  readonly events: ChatEvent[] = [];
  readonly states: ChatState[] = [];
  readonly stale: (readonly RoomKey[] | 'all')[] = [];
  readonly logged: string[] = [];
  readonly client = new ClientCore({
    emit: (event) => this.events.push(event),
    changed: () => this.states.push(this.client.state),
    stale: (rooms) => this.stale.push(rooms),
  });
  readonly logger: Logger = { log: (level, text) => void this.logged.push(`${level} ${text}`) };
  state = new HandMadeState();
  engine!: EngineCore;
  port!: SimPort;
  #lives = 0;

  /** An engine begins its life. */
  start(handlers: Partial<Handlers> = {}): void {
    this.engine = new EngineCore(
      {
        epoch: `life ${++this.#lives}`,
        logger: this.logger,
        turn: (run) => {
          let on = true;
          this.turns.later(() => on && run());
          return toDisposable(() => {
            on = false;
          });
        },
      },
      handlers as Handlers,
      { state: this.state, handlers: handlers as ChatHandlers },
    );
  }

  /** The client gets a new way to the engine; the one of before is cut. */
  connect(options?: ConnectOptions): void {
    this.port?.cut();
    this.port = new SimPort(this.turns.later);
    this.engine.connect(this.port.engine, options);
    this.client.connect(this.port.client);
  }
}
