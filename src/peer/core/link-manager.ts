import { AppError, type Env, type Pipe } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, Lane, LinkEvents } from '../../../common/model/index.ts';
import type { Expected } from './handshake.ts';
import { classOf } from './address.ts';
import type { PeerKnobs } from './knobs.ts';
import { LinkCore } from './link.ts';
import type { LinkEnd, LinkOwner } from './link-types.ts';
import { Pair, type OpenLink } from './pair.ts';
import type { LinkSummary } from './ports.ts';

export interface ManagerOptions {
  readonly me: Certificate;
  readonly boot: string;
  readonly knobs: PeerKnobs;
}

export interface ManagerEvents extends LinkEvents {
  onLinksChanged(): void;
  /** For the dialler: a device has its first link; its last one ended after `life` milliseconds. */
  linked(device: DeviceKey): void;
  unlinked(device: DeviceKey, life: number): void;
}

interface Known {
  readonly pair: Pair;
  /** Monotonic and wall clock of its first link. */
  readonly began: number;
  readonly since: number;
}

/** Every pipe of this peer, from its first byte to its end, and the pairs that they make. */
export class LinkManager {
  readonly #env: Env;
  readonly #options: ManagerOptions;
  readonly #events: ManagerEvents;
  readonly #sockets = new Set<LinkCore>();
  /** Incoming and without HELLO; incoming and before the judge. Oldest first. */
  readonly #greeting = new Set<LinkCore>();
  readonly #judging = new Set<LinkCore>();
  readonly #pairs = new Map<DeviceKey, Known>();
  #disposed = false;

  constructor(env: Env, options: ManagerOptions, events: ManagerEvents) {
    this.#env = env;
    this.#options = options;
    this.#events = events;
  }

  /** Somebody dialled us. The newest is never refused for the sake of older ones that have not shown who they are. */
  accept(pipe: Pipe): void {
    const { sockets, halfOpen } = this.#options.knobs;
    if (this.#greeting.size >= halfOpen || this.#sockets.size >= sockets) destroyOldest(this.#greeting);
    if (this.#disposed || this.#sockets.size >= sockets) return pipe.destroy();
    this.#greeting.add(this.#start(pipe, undefined, () => {}));
  }

  /** We dialled: speak first. `done` is told once whether it was the wanted device, and otherwise how it ended. */
  greet(pipe: Pipe, expected: Expected, done: (result: 'linked' | LinkEnd) => void): LinkCore {
    return this.#start(pipe, expected, done);
  }

  send(device: DeviceKey, frame: Uint8Array, lane: Lane): void {
    this.#pairs.get(device)?.pair.send(frame, lane);
  }

  /** There is a link, named or not. */
  has(device: DeviceKey): boolean {
    return this.#pairs.has(device);
  }

  links(): readonly LinkSummary[] {
    return [...this.#pairs.values()].flatMap(({ pair, since }) => {
      if (pair.current === undefined) return [];
      const { device, identity, username } = pair.current.certificate;
      return [{ device, identity, username, route: 'direct' as const, since }];
    });
  }

  /** Throws when an invariant is broken; for tests and the simulator. */
  check(): void {
    const { linksPerPair, sockets, halfOpen, maxLag } = this.#options.knobs;
    demand(this.#sockets.size <= sockets, 'sockets');
    demand(this.#greeting.size <= halfOpen && this.#judging.size <= halfOpen, 'half-open links');
    for (const { pair } of this.#pairs.values()) {
      demand(pair.links.length > 0 && pair.links.length <= linksPerPair, 'links of a pair');
      for (const link of pair.links) demand(link.open && link.waiting <= maxLag, 'an open link with a bounded queue');
    }
  }

  /** Says goodbye on every link. Those above are told, as if the others had gone. */
  leave(): void {
    for (const link of this.#sockets) link.leave();
  }

  dispose(): void {
    this.#disposed = true;
    for (const { pair } of this.#pairs.values()) pair.dispose();
    for (const link of this.#sockets) link.leave();
  }

  #start(pipe: Pipe, expected: Expected | undefined, done: (result: 'linked' | LinkEnd) => void): LinkCore {
    const { me, boot, knobs } = this.#options;
    const linkClass = classOf(pipe.remote.host, this.#env.net.interfaces());
    const options = { me, boot, knobs, class: linkClass, ...(expected && { expected }) };
    const link = new LinkCore(this.#env, pipe, options, this.#ownerOf(done));
    this.#sockets.add(link);
    return link;
  }

  #ownerOf(done: (result: 'linked' | LinkEnd) => void): LinkOwner<LinkCore> {
    return {
      judge: (link, certificate, verdict) => this.#judge(link, certificate, verdict),
      opened: (link) => {
        this.#forgetHalf(link);
        if (!isOpen(link)) return;
        done('linked');
        this.#opened(link);
      },
      used: (link) => isOpen(link) && this.#pairOf(link)?.useReceived(link),
      frame: (link, type, body) => this.#frame(link, type, body),
      ended: (link, end) => {
        this.#forgetHalf(link);
        if (isOpen(link)) this.#pairOf(link)?.ended(link, end);
        else done(end);
      },
      gone: (link) => this.#sockets.delete(link),
    };
  }

  #judge(link: LinkCore, certificate: Certificate, verdict: (accepted: boolean) => void): void {
    this.#greeting.delete(link);
    if (this.#judging.size >= this.#options.knobs.halfOpen) destroyOldest(this.#judging);
    this.#judging.add(link);
    this.#events.judge(certificate, verdict);
  }

  #opened(link: OpenLink): void {
    const { device } = link.peer.certificate;
    this.#env.trace('link.opened', { device, class: link.peer.class });
    const known = this.#pairs.get(device) ?? this.#newPair(device);
    known.pair.add(link);
  }

  #newPair(device: DeviceKey): Known {
    const { clock } = this.#env;
    const pair = new Pair(this.#env, this.#options.knobs, this.#options.me.device < device, {
      used: ({ certificate }) => {
        this.#env.trace('link.used', { device });
        this.#events.onLinksChanged();
        this.#events.onUse(certificate);
      },
      down: (end, named) => this.#down(device, end, named),
    });
    const known = { pair, began: clock.mono(), since: clock.wall() };
    this.#pairs.set(device, known);
    this.#events.linked(device);
    return known;
  }

  #down(device: DeviceKey, end: LinkEnd, named: boolean): void {
    const known = this.#pairs.get(device);
    if (known === undefined) return;
    this.#pairs.delete(device);
    this.#env.trace('link.down', { device, end });
    this.#events.unlinked(device, this.#env.clock.mono() - known.began);
    if (!named) return;
    this.#events.onLinksChanged();
    this.#events.onDown(device);
  }

  #frame(link: LinkCore, type: number, body: Uint8Array): void {
    if (!isOpen(link) || this.#disposed) return;
    // before USE nobody above knows of this device; what is lost HAVE brings again
    if (this.#pairOf(link)?.current === undefined) return;
    this.#events.onFrame(link.peer.certificate.device, type, body);
  }

  #pairOf(link: OpenLink): Pair | undefined {
    return this.#pairs.get(link.peer.certificate.device)?.pair;
  }

  #forgetHalf(link: LinkCore): void {
    this.#greeting.delete(link);
    this.#judging.delete(link);
  }
}

const isOpen = (link: LinkCore): link is OpenLink => link.peer !== undefined;

const destroyOldest = (links: ReadonlySet<LinkCore>): void => {
  for (const link of links) return link.destroy('refused');
};

const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new AppError('INTERNAL', `broken invariant: ${what}`);
};
