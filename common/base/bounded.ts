/**
 * A map that holds at most `max` entries: of more, the one set longest ago goes. Setting a key again makes it the newest.
 *
 * A map finds its first key by walking over all that were deleted before it, until it is made anew. So one walk is kept up: whatever it
 * has passed is gone.
 */
export class BoundedMap<K, V> {
  readonly #map = new Map<K, V>();
  readonly #max: number;
  #walk: Iterator<K>;
  #setsSinceWalk = 0;

  constructor(max: number) {
    this.#max = max;
    this.#walk = this.#map.keys();
  }

  get size(): number {
    return this.#map.size;
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  /** Gets it, and makes it the newest: what is used stays. */
  use(key: K): V | undefined {
    const value = this.#map.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Answers the key that had to go. */
  set(key: K, value: V): K | undefined {
    this.#map.delete(key);
    this.#map.set(key, value);
    // a walk at rest keeps alive every table that the map has outgrown since
    if (++this.#setsSinceWalk > this.#max) this.#walkAnew();
    if (this.#map.size <= this.#max) return undefined;
    const oldest = this.#walk.next();
    if (oldest.done === true) return undefined;
    this.#map.delete(oldest.value);
    return oldest.value;
  }

  delete(key: K): boolean {
    return this.#map.delete(key);
  }

  clear(): void {
    this.#map.clear();
    this.#walkAnew();
  }

  /** The oldest first. */
  keys(): IterableIterator<K> {
    return this.#map.keys();
  }

  /** The oldest first. */
  values(): Iterable<V> {
    return this.#map.values();
  }

  /** The oldest first. */
  [Symbol.iterator](): Iterator<[K, V]> {
    return this.#map[Symbol.iterator]();
  }

  #walkAnew(): void {
    this.#walk = this.#map.keys();
    this.#setsSinceWalk = 0;
  }
}

/** A set that holds at most `max` values: of more, the one added longest ago goes. */
export class BoundedSet<T> {
  readonly #map: BoundedMap<T, true>;

  constructor(max: number) {
    this.#map = new BoundedMap(max);
  }

  get size(): number {
    return this.#map.size;
  }

  has(value: T): boolean {
    return this.#map.has(value);
  }

  /** Adding it again makes it the newest. Answers the one that had to go. */
  add(value: T): T | undefined {
    return this.#map.set(value, true);
  }

  delete(value: T): boolean {
    return this.#map.delete(value);
  }

  /** The oldest first. */
  [Symbol.iterator](): Iterator<T> {
    return this.#map.keys();
  }
}
