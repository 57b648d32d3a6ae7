import type { IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type {
  Conversation,
  KeyedSlice,
  ListedRoom,
  Person,
  PlainSlice,
  PlainSlices,
  Revisions,
  SliceChange,
  StateChange,
} from '../../../common/protocol/chat/index.ts';
import { KeyedHistory, PlainHistory } from './slice-history.ts';

/** Where the state comes from: from somebody's session, or from nobody's. */
export interface StateSource {
  plain(): PlainSlices;
  readonly conversations: readonly Conversation[];
  readonly discover: readonly ListedRoom[];
  readonly people: readonly Person[];
  conversation(room: RoomKey): Conversation | undefined;
  listed(room: RoomKey): ListedRoom | undefined;
  person(identity: IdentityKey): Person | undefined;
}

/** Keeps the slices: what was marked is made anew and compared, so that a change is told once and what is the same never. */
export class StatePublisher {
  readonly #plain: { readonly [S in PlainSlice]: PlainHistory<S> };
  readonly #keyed: { readonly [S in KeyedSlice]: KeyedHistory<S> } = {
    rooms: new KeyedHistory('rooms'),
    people: new KeyedHistory('people'),
    discover: new KeyedHistory('discover'),
  };
  #source: StateSource;
  readonly #rooms = new Set<RoomKey>();
  readonly #people = new Set<IdentityKey>();
  #all = true;

  constructor(source: StateSource) {
    this.#source = source;
    const { account, connection, session, links, namesakes, disk, presence } = source.plain();
    this.#plain = {
      account: new PlainHistory('account', account),
      connection: new PlainHistory('connection', connection),
      session: new PlainHistory('session', session),
      links: new PlainHistory('links', links),
      namesakes: new PlainHistory('namesakes', namesakes),
      disk: new PlainHistory('disk', disk),
      presence: new PlainHistory('presence', presence),
    };
  }

  /** Another session from now on, or none. */
  attach(source: StateSource): void {
    this.#source = source;
    this.#all = true;
  }

  mark({ rooms = [], people = [], all }: StateChange): void {
    for (const room of rooms) this.#rooms.add(room);
    for (const identity of people) this.#people.add(identity);
    if (all) this.#all = true;
  }

  /** Brings the slices up to date. Cost: what was marked. */
  refresh(): void {
    const plain = this.#source.plain();
    for (const slice of Object.keys(this.#plain) as PlainSlice[]) this.#refreshPlain(slice, plain);
    const { rooms, people, discover } = this.#keyed;
    if (this.#all) {
      rooms.replace(new Map(this.#source.conversations.map((one) => [one.room, one])));
      discover.replace(new Map(this.#source.discover.map((one) => [one.room, one])));
      people.replace(new Map(this.#source.people.map((one) => [one.identity as IdentityKey, one])));
    } else {
      for (const room of this.#rooms) {
        rooms.set(room, this.#source.conversation(room));
        discover.set(room, this.#source.listed(room));
      }
      for (const identity of this.#people) people.set(identity, this.#source.person(identity));
    }
    this.#rooms.clear();
    this.#people.clear();
    this.#all = false;
  }

  /** What somebody lacks who has these revisions. */
  since(have: Revisions): SliceChange[] {
    const histories = Object.entries({ ...this.#plain, ...this.#keyed });
    return histories.flatMap(([slice, history]) => history.since(have[slice as keyof Revisions]) ?? []);
  }

  #refreshPlain<S extends PlainSlice>(slice: S, plain: PlainSlices): void {
    this.#plain[slice].set(plain[slice]);
  }
}
