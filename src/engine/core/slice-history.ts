import { isEqual } from '../../../common/base/index.ts';
import {
  chatLimits,
  type KeyedChange,
  type KeyedSlice,
  type KeyOf,
  type MemberOf,
  type PlainChange,
  type PlainSlice,
  type PlainSlices,
} from '../../../common/protocol/chat/index.ts';

/** One value, and how often it has changed in this epoch. */
export class PlainHistory<S extends PlainSlice> {
  readonly #slice: S;
  #value: PlainSlices[S];
  #revision = 1;

  constructor(slice: S, value: PlainSlices[S]) {
    this.#slice = slice;
    this.#value = value;
  }

  get revision(): number {
    return this.#revision;
  }

  set(value: PlainSlices[S]): void {
    if (isEqual(value, this.#value)) return;
    this.#value = value;
    this.#revision++;
  }

  /** What somebody lacks who has revision `have`; undefined = nothing. */
  since(have = 0): PlainChange | undefined {
    if (have === this.#revision) return undefined;
    return { slice: this.#slice, since: have, revision: this.#revision, value: this.#value } as PlainChange;
  }
}

/** Members under keys, and which of them the last changes were about: one change, one revision. */
export class KeyedHistory<S extends KeyedSlice> {
  readonly #slice: S;
  readonly #members = new Map<KeyOf<S>, MemberOf<S>>();
  /** What changed at the revisions after `#floor`, in order. */
  #changed: KeyOf<S>[] = [];
  #floor = 1;

  constructor(slice: S) {
    this.#slice = slice;
  }

  get revision(): number {
    return this.#floor + this.#changed.length;
  }

  /** Undefined = there is none any more. */
  set(key: KeyOf<S>, value: MemberOf<S> | undefined): void {
    if (isEqual(value, this.#members.get(key))) return;
    if (value === undefined) this.#members.delete(key);
    else this.#members.set(key, value);
    this.#changed.push(key);
    if (this.#changed.length < 2 * chatLimits.sliceChanges) return;
    this.#changed = this.#changed.slice(chatLimits.sliceChanges);
    this.#floor += chatLimits.sliceChanges;
  }

  /** These and no others. */
  replace(members: ReadonlyMap<KeyOf<S>, MemberOf<S>>): void {
    for (const key of this.#members.keys()) if (!members.has(key)) this.set(key, undefined);
    for (const [key, value] of members) this.set(key, value);
  }

  /** What somebody lacks who has revision `have`; undefined = nothing. The whole slice where that is not known any more. */
  since(have = 0): KeyedChange | undefined {
    const { revision } = this;
    if (have === revision) return undefined;
    if (have < this.#floor || have > revision) return this.#change(0, this.#members.keys());
    return this.#change(have, new Set(this.#changed.slice(have - this.#floor)));
  }

  #change(since: number, keys: Iterable<KeyOf<S>>): KeyedChange {
    const put: (readonly [KeyOf<S>, MemberOf<S>])[] = [];
    const gone: KeyOf<S>[] = [];
    for (const key of keys) {
      const value = this.#members.get(key);
      if (value === undefined) gone.push(key);
      else put.push([key, value]);
    }
    return { slice: this.#slice, since, revision: this.revision, put, gone } as unknown as KeyedChange;
  }
}
