import { now, type Received, type Wave } from './talker.ts';

/** Milliseconds without a message after which the rest counts as lost. */
export const patience = 30_000;
/** So many latencies of a wave are told. */
const told = 1000;

interface Count {
  readonly seen: Set<number>;
  readonly latencies: number[];
  sent: number;
  first: number;
  last: number;
}

/** Counts the messages that come, each once. */
export class Tally {
  /** When the link came up. */
  linked = 0;
  readonly #waves = new Map<string, Count>();

  take(text: string): void {
    const [name = '', n = '', sent = ''] = text.split(' ', 3);
    const count = this.#count(name);
    const at = now();
    if (count.seen.size === 0) count.first = at;
    count.sent = Math.min(count.sent, Number(sent));
    count.seen.add(Number(n));
    count.last = at;
    if (count.latencies.length < told) count.latencies.push(at - Number(sent));
  }

  has(wave: string, n: number): boolean {
    return this.#waves.get(wave)?.seen.has(n) ?? false;
  }

  async received(wave: Wave): Promise<Received> {
    const count = this.#count(wave.name);
    const begin = now();
    while (count.seen.size < wave.count && now() - Math.max(begin, count.last) < patience) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { seen, ...times } = count;
    this.#waves.delete(wave.name);
    return { count: seen.size, linked: this.linked, ...times };
  }

  #count(name: string): Count {
    const known = this.#waves.get(name) ?? { seen: new Set(), latencies: [], sent: Infinity, first: 0, last: 0 };
    this.#waves.set(name, known);
    return known;
  }
}
