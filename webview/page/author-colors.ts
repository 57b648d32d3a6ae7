import { fromHex } from '../../common/base/index.ts';

const hues = 12;
const cap = 4096;

/** A hue for each person, the same on every screen: the first byte of SHA-256 of the identity key, modulo 12. */
export class AuthorColors {
  readonly #known = new Map<string, number | undefined>();
  readonly #onKnown: () => void;
  #version = 0;

  /** Digests come later than they are asked for: `onKnown` says when it is worth drawing again. */
  constructor(onKnown: () => void) {
    this.#onKnown = onKnown;
  }

  /** Grows whenever somebody's color becomes known. */
  get version(): number {
    return this.#version;
  }

  /** The class that colors this person; none until the digest is there. */
  classOf(identity: string): string {
    if (!this.#known.has(identity)) this.#request(identity);
    const hue = this.#known.get(identity);
    return hue === undefined ? '' : `au-${hue}`;
  }

  #request(identity: string): void {
    if (this.#known.size >= cap) this.#known.clear();
    this.#known.set(identity, undefined);
    const key = fromHex(identity);
    if (key === undefined) return;
    void this.#resolve(identity, key);
  }

  async #resolve(identity: string, key: Uint8Array): Promise<void> {
    const hue = await hueOf(key);
    if (hue === undefined) return;
    this.#known.set(identity, hue);
    this.#version++;
    this.#onKnown();
  }
}

/** Without WebCrypto (an editor served over plain http) people stay uncolored. */
const hueOf = async (key: Uint8Array): Promise<number | undefined> => {
  try {
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(key));
    return (new Uint8Array(digest)[0] ?? 0) % hues;
  } catch {
    return undefined;
  }
};
