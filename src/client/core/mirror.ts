import type {
  ChatState,
  Conversation,
  KeyedSlice,
  KeyOf,
  ListedRoom,
  MemberOf,
  Person,
  PlainSlices,
  Revisions,
  Slice,
  SliceChange,
} from '../../../common/protocol/chat/index.ts';

/** What there is to see of nobody, and before anything is known. */
const nobody: PlainSlices = {
  account: undefined,
  connection: { state: 'offline', tracker: '', address: '', loopback: false, insecure: false },
  session: { signedIn: false, caughtUp: false },
  links: [],
  namesakes: [],
  disk: 'ok',
  presence: 'online',
};

type Members = { readonly [S in KeyedSlice]: Map<KeyOf<S>, MemberOf<S>> };

/** The state as it was last told, kept in the slices in which it is told. */
export class Mirror {
  #plain: PlainSlices = nobody;
  readonly #members: Members = { rooms: new Map(), people: new Map(), discover: new Map() };
  /** The members as lists, each made anew when its slice has changed. */
  #lists: { conversations: readonly Conversation[]; people: readonly Person[]; discover: readonly ListedRoom[] } = {
    conversations: [],
    people: [],
    discover: [],
  };
  #have: Revisions = {};
  #state: ChatState | undefined;

  /** What is known, to be told to an engine of the same epoch. */
  get have(): Revisions {
    return this.#have;
  }

  /** A new object after every change. */
  get state(): ChatState {
    return (this.#state ??= this.#build());
  }

  /** Nothing is known of this engine yet; what is shown stays until it has told. */
  forget(): void {
    this.#have = {};
  }

  /** Takes changes in. Answers the slices that do not follow on what is here: they must be told as a whole. */
  apply(changes: readonly SliceChange[]): readonly Slice[] {
    const missed: Slice[] = [];
    for (const change of changes) {
      const { slice, since, revision } = change;
      if (since !== 0 && since !== this.#have[slice]) {
        missed.push(slice);
        continue;
      }
      this.#have = { ...this.#have, [slice]: revision };
      if ('put' in change) this.#applyKeyed(change);
      else this.#plain = { ...this.#plain, [slice]: change.value };
    }
    if (changes.length > missed.length) this.#state = undefined;
    return missed;
  }

  /** These slices are to be told as a whole. */
  drop(slices: readonly Slice[]): void {
    this.#have = Object.fromEntries(Object.entries(this.#have).filter(([slice]) => !slices.includes(slice as Slice)));
  }

  #applyKeyed({ slice, since, put, gone }: Extract<SliceChange, { put: unknown }>): void {
    const members = this.#members[slice] as Map<string, unknown>;
    if (since === 0) members.clear();
    for (const [key, value] of put) members.set(key, value);
    for (const key of gone) members.delete(key);
    const { rooms, people, discover } = this.#members;
    this.#lists = {
      conversations: slice === 'rooms' ? [...rooms.values()] : this.#lists.conversations,
      people: slice === 'people' ? [...people.values()] : this.#lists.people,
      discover: slice === 'discover' ? [...discover.values()] : this.#lists.discover,
    };
  }

  #build(): ChatState {
    const { account, connection, session, links, namesakes, disk, presence } = this.#plain;
    const shared = namesakes.length > 0 && { namesakes };
    const unread = this.#lists.conversations.reduce((sum, one) => sum + one.unread, 0);
    return {
      ...(account && { account }),
      ...session,
      connection,
      presence,
      disk,
      links,
      ...this.#lists,
      ...shared,
      unread,
    };
  }
}
