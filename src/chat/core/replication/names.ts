import { AppError, BoundedSet } from '../../../../common/base/index.ts';
import type { IdentityKey, MeantName } from '../../../../common/model/index.ts';
import type { Namesakes } from '../../../../common/protocol/chat/index.ts';
import { foldName } from '../../../../common/text/index.ts';

/** People whose names are known: as many as certificates and people of the tracker together. */
const maxNames = 70_000;
/** Names of several people that are told of. */
const maxShared = 1000;
/** Other names of people that have been told of. */
const maxRenamed = 1000;

/** From where a name is known: a certificate that is kept, another record of the tracker, or the tracker's word alone. */
export type NameSource = 'certificate' | 'record' | 'word';

interface Known {
  username: string;
  readonly sources: Set<NameSource>;
}

export interface NameEvents {
  /** Somebody else has the name of people who are known. */
  onShared(namesakes: Namesakes): void;
  /** Somebody who is known as `first` is called `other` now, which does not count. */
  onRenamed(identity: IdentityKey, first: string, other: string): void;
  /** What is shown of these people is different. */
  onChanged(identities: Iterable<IdentityKey>): void;
}

const nobody: NameEvents = { onShared: () => {}, onRenamed: () => {}, onChanged: () => {} };

/**
 * Who is called how. Identities are the key to everything; a name is what is drawn, and what somebody types. The first name that the
 * tracker has signed for an identity stays. Another identity with a name that is known never takes its place: whoever writes to the
 * name has to say first whom he means.
 */
export class Names {
  /** Nobody hears of what is read at the start. */
  events: NameEvents = nobody;
  readonly #known = new Map<IdentityKey, Known>();
  /** The first known first. */
  readonly #byFold = new Map<string, Set<IdentityKey>>();
  readonly #shared = new Set<string>();
  readonly #meant = new Map<string, IdentityKey>();
  readonly #renamed = new BoundedSet<string>(maxRenamed);

  load(meant: readonly MeantName[]): void {
    for (const { fold, identity } of meant) this.#meant.set(fold, identity);
  }

  of(identity: IdentityKey): string | undefined {
    return this.#known.get(identity)?.username;
  }

  /** Answers the name that counts. */
  learn(identity: IdentityKey, username: string, source: NameSource): string {
    const known = this.#known.get(identity);
    if (known === undefined) return this.#add(identity, username, source);
    const isProved = known.sources.has('certificate') || known.sources.has('record');
    known.sources.add(source);
    if (known.username === username) return username;
    const first = known.username;
    // what the tracker said without its signature
    if (!isProved && source !== 'word') this.#replace(identity, known, username);
    if (this.#renamed.has(`${identity} ${username}`)) return known.username;
    this.#renamed.add(`${identity} ${username}`);
    this.events.onRenamed(identity, first, username);
    return known.username;
  }

  /** The last certificate of somebody is no longer kept. */
  forget(identity: IdentityKey): void {
    const known = this.#known.get(identity);
    known?.sources.delete('certificate');
    if (known === undefined || known.sources.size > 0) return;
    this.#known.delete(identity);
    this.#removeFold(identity, foldName(known.username));
  }

  /** Who is meant by a name, if anybody is known by it. Throws USER_AMBIGUOUS. */
  identify(name: string): IdentityKey | undefined {
    const fold = foldName(name);
    const meant = this.#meant.get(fold);
    if (meant !== undefined) return meant;
    const [one, ...others] = this.#byFold.get(fold) ?? [];
    if (one === undefined || others.length === 0) return one;
    throw new AppError('USER_AMBIGUOUS', 'several people have this name', { identities: [one, ...others] });
  }

  /** From now on the name of this person means this person. Answers what is to be kept; undefined if nobody has this identity. */
  choose(identity: IdentityKey): MeantName | undefined {
    const username = this.of(identity);
    if (username === undefined) return undefined;
    const fold = foldName(username);
    this.#meant.set(fold, identity);
    this.events.onChanged([]);
    return { fold, identity };
  }

  get shared(): readonly Namesakes[] {
    return [...this.#shared].slice(0, maxShared).map((fold) => this.#namesakes(fold));
  }

  #namesakes(fold: string): Namesakes {
    const identities = [...(this.#byFold.get(fold) ?? [])];
    const meant = this.#meant.get(fold);
    const [first] = identities;
    return { name: (first && this.of(first)) ?? fold, identities, ...(meant !== undefined && { meant }) };
  }

  #add(identity: IdentityKey, username: string, source: NameSource): string {
    if (this.#known.size >= maxNames) return username;
    this.#known.set(identity, { username, sources: new Set([source]) });
    this.#addFold(identity, foldName(username));
    return username;
  }

  #replace(identity: IdentityKey, known: Known, username: string): void {
    this.#removeFold(identity, foldName(known.username));
    known.username = username;
    this.#addFold(identity, foldName(username));
    this.events.onChanged([identity]);
  }

  #addFold(identity: IdentityKey, fold: string): void {
    const all = this.#byFold.get(fold) ?? new Set();
    this.#byFold.set(fold, all.add(identity));
    if (all.size < 2) return;
    this.#shared.add(fold);
    this.events.onChanged(all);
    if (!this.#meant.has(fold)) this.events.onShared(this.#namesakes(fold));
  }

  #removeFold(identity: IdentityKey, fold: string): void {
    const all = this.#byFold.get(fold);
    if (all?.delete(identity) !== true) return;
    if (all.size === 0) this.#byFold.delete(fold);
    if (all.size < 2 && this.#shared.delete(fold)) this.events.onChanged(all);
  }
}
