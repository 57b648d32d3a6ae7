import { SingleTimer, type Env } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';
import type { LinkCore } from './link.ts';
import type { LinkEnd, LinkPeer } from './link-types.ts';
import type { Lane } from '../../../common/model/index.ts';

/** A link that has been opened. */
export type OpenLink = LinkCore & { readonly peer: LinkPeer };

interface PeerLinksEvents {
  /** The link in use was named, for the first time or anew. */
  used(peer: LinkPeer): void;
  /** The last link has ended. `named`: `used` was called before. */
  down(end: LinkEnd, named: boolean): void;
}

/** All links with one device and which of them is in use: the numbered rules of links.md. */
export class PeerLinks {
  readonly #config: PeerConfig;
  /** We have the lower key: we alone say USE first. */
  readonly #controller: boolean;
  readonly #env: Pick<Env, 'clock' | 'trace'>;
  readonly #events: PeerLinksEvents;
  readonly #unusedTimer = new SingleTimer();
  /** Oldest first. Replaced, never changed, for links end while we go through them. */
  #links: readonly OpenLink[] = [];
  #inUse: OpenLink | undefined;
  /** The link that asks for the place of the one in use, while that is being found out. */
  #challenger: OpenLink | undefined;
  #selected = false;

  constructor(env: Pick<Env, 'clock' | 'trace'>, config: PeerConfig, controller: boolean, events: PeerLinksEvents) {
    this.#env = env;
    this.#config = config;
    this.#controller = controller;
    this.#events = events;
  }

  get links(): readonly OpenLink[] {
    return this.#links;
  }

  /** The other side of the link in use, once it was named by USE. */
  get current(): LinkPeer | undefined {
    return this.#selected ? this.#inUse?.peer : undefined;
  }

  /** Rule 1: every authenticated link is taken, whatever else exists. */
  add(link: OpenLink): void {
    const old = this.#inUse;
    if (old !== undefined && old.peer.boot !== link.peer.boot) this.#forgetOldProcess();
    this.#links = [...this.#links, link];
    if (this.#links.length > this.#config.linksPerPair) {
      this.#links.find((each) => each !== this.#inUse)?.bye('TOO_MANY', 'tooMany');
    }
    if (this.#inUse === undefined) this.#switchTo(link);
    else if (this.#controller) this.#challenge();
  }

  /** Rule 2. Also the echo, by which the controller knows that the others may go (rule 5). */
  useReceived(link: OpenLink): void {
    if (!this.#controller) {
      this.#inUse = link;
      link.sendUse();
      this.#unusedTimer.set(() => this.#env.clock.setTimer(this.#config.unused, () => this.#closeUnused()));
      this.#select(link);
    } else if (link === this.#inUse) {
      for (const older of this.#links.slice(0, this.#links.indexOf(link))) older.bye('REPLACED', 'replaced');
    }
  }

  ended(link: OpenLink, end: LinkEnd): void {
    if (!this.#links.includes(link)) return;
    this.#links = this.#links.filter((each) => each !== link);
    if (link === this.#challenger || link === this.#inUse) this.#challenger = undefined;
    if (link === this.#inUse) this.#fallBack(end);
    if (this.#controller) this.#challenge();
  }

  /** More may be produced for the link in use. If not, its owner is told once it may. */
  requestRoom(): boolean {
    return this.#inUse?.requestRoom() ?? false;
  }

  isInUse(link: OpenLink): boolean {
    return link === this.#inUse;
  }

  /** Live entries go on all links, for as long as there are several: they are idempotent (rule 3). */
  send(frame: Uint8Array, lane: Lane): void {
    if (lane !== 'live') return this.#inUse?.send(frame, lane);
    for (const link of this.#links) link.send(frame, lane);
  }

  /** Forgets the links without touching them. */
  dispose(): void {
    this.#unusedTimer.dispose();
    this.#links = [];
    this.#inUse = undefined;
  }

  /** Rule 4: the process at the other end is another one, so its old links lead nowhere. */
  #forgetOldProcess(): void {
    this.#env.trace('links.boot');
    const old = this.#links;
    this.#links = [];
    this.#inUse = undefined;
    this.#challenger = undefined;
    for (const link of old) link.destroy('dead');
  }

  #switchTo(link: OpenLink): void {
    this.#inUse = link;
    if (!this.#controller) return;
    link.sendUse();
    this.#select(link);
  }

  #select(link: OpenLink): void {
    this.#selected = true;
    this.#events.used(link.peer);
  }

  #fallBack(end: LinkEnd): void {
    this.#inUse = undefined;
    const newest = this.#links.at(-1);
    if (newest !== undefined) return this.#switchTo(newest);
    this.#unusedTimer.clear();
    this.#events.down(end, this.#selected);
  }

  /** Rule 3: is the link in use alive? Then a newer one must be better to take its place. */
  #challenge(): void {
    const old = this.#inUse;
    const fresh = old && this.#links.slice(this.#links.indexOf(old) + 1).at(-1);
    if (old === undefined || fresh === undefined || this.#challenger !== undefined) return;
    this.#challenger = fresh;
    old.probe('anything', this.#config.probe, (alive) => {
      if (!alive) {
        this.#env.trace('links.dead');
        return old.destroy('dead');
      }
      if (this.#challenger !== fresh) return;
      if (fresh.peer.class >= old.peer.class) {
        this.#env.trace('links.duplicate');
        return fresh.bye('DUPLICATE', 'replaced');
      }
      fresh.probe('pong', this.#config.trial, (works) => {
        if (this.#challenger !== fresh) return;
        if (!works) return fresh.destroy('dead');
        this.#challenger = undefined;
        this.#env.trace('links.better');
        this.#switchTo(fresh);
        this.#challenge();
      });
    });
  }

  #closeUnused(): void {
    for (const link of this.#links) if (link !== this.#inUse) link.bye('DUPLICATE', 'replaced');
  }
}
