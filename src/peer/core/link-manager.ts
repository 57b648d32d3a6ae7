import type { NameAuthority } from '../../../common/log/index.ts';
import { AppError, type Env, type Pipe } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, Lane, LinkEvents } from '../../../common/model/index.ts';
import type { Expected } from './handshake.ts';
import { classOf } from './address.ts';
import type { PeerConfig } from './config.ts';
import { LinkCore } from './link.ts';
import type { LinkEnd, LinkOwner } from './link-types.ts';
import { PeerLinks, type OpenLink } from './peer-links.ts';
import type { LinkSummary } from './ports.ts';

export interface ManagerOptions {
  readonly me: Certificate;
  readonly authority: NameAuthority;
  readonly boot: string;
  readonly config: PeerConfig;
}

export interface ManagerEvents extends LinkEvents {
  onLinksChanged(): void;
  /** For the dialler: a device has its first link; its last one ended after `life` milliseconds. */
  linked(device: DeviceKey): void;
  unlinked(device: DeviceKey, life: number): void;
}

interface KnownPeer {
  readonly links: PeerLinks;
  /** Monotonic and wall clock of its first link. */
  readonly began: number;
  readonly since: number;
}

/** Every pipe of this peer, from its first byte to its end, and what they make of each peer. */
export class LinkManager {
  readonly #env: Env;
  readonly #options: ManagerOptions;
  readonly #events: ManagerEvents;
  readonly #sockets = new Set<LinkCore>();
  /** Incoming and without HELLO, oldest first. */
  readonly #awaitingHello = new Set<LinkCore>();
  readonly #peers = new Map<DeviceKey, KnownPeer>();
  #disposed = false;

  constructor(env: Env, options: ManagerOptions, events: ManagerEvents) {
    this.#env = env;
    this.#options = options;
    this.#events = events;
  }

  /** Somebody dialled us. The newest is never refused for the sake of older ones that have not shown who they are. */
  accept(pipe: Pipe): void {
    const { sockets, unauthenticated } = this.#options.config;
    if (this.#awaitingHello.size >= unauthenticated || this.#sockets.size >= sockets)
      destroyOldest(this.#awaitingHello);
    if (this.#disposed || this.#sockets.size >= sockets) return pipe.destroy();
    this.#awaitingHello.add(this.#start(pipe, undefined, () => {}));
  }

  /** We dialled: speak first. `done` is told once whether it was the wanted device, and otherwise how it ended. */
  sendHello(pipe: Pipe, expected: Expected, done: (result: 'linked' | LinkEnd) => void): LinkCore {
    return this.#start(pipe, expected, done);
  }

  readonly send = (device: DeviceKey, frame: Uint8Array, lane: Lane): void => {
    this.#peers.get(device)?.links.send(frame, lane);
  };

  /** HAVE and answers may be produced for it now. If not, `onDrained` follows, or the link ends. */
  requestRoom(device: DeviceKey): boolean {
    return this.#peers.get(device)?.links.requestRoom() ?? false;
  }

  /** There is a link, named or not. */
  has(device: DeviceKey): boolean {
    return this.#peers.has(device);
  }

  links(): readonly LinkSummary[] {
    return [...this.#peers.values()].flatMap(({ links, since }) => {
      if (links.current === undefined) return [];
      const { device, identity, username } = links.current.certificate;
      return [{ device, identity, username, route: 'direct' as const, since }];
    });
  }

  /** Throws when an invariant is broken; for tests and the simulator. */
  assertInvariants(): void {
    const { linksPerPair, sockets, unauthenticated, maxLag, smallBytes } = this.#options.config;
    assertThat(this.#sockets.size <= sockets, 'sockets');
    assertThat(this.#awaitingHello.size <= unauthenticated, 'unauthenticated links');
    for (const { links } of this.#peers.values()) {
      assertThat(links.links.length > 0 && links.links.length <= linksPerPair, 'links of a peer');
      for (const link of links.links)
        assertThat(link.open && link.waiting <= maxLag + 2 * smallBytes, 'an open link with a bounded queue');
    }
  }

  /** Says goodbye on every link. Those above are told, as if the others had gone. */
  leave(): void {
    for (const link of this.#sockets) link.leave();
  }

  dispose(): void {
    this.#disposed = true;
    for (const { links } of this.#peers.values()) links.dispose();
    for (const link of this.#sockets) link.leave();
  }

  #start(pipe: Pipe, expected: Expected | undefined, done: (result: 'linked' | LinkEnd) => void): LinkCore {
    const { me, authority, boot, config } = this.#options;
    const linkClass = classOf(pipe.remote.host, this.#env.net.interfaces());
    const options = { me, authority, boot, config, class: linkClass, ...(expected && { expected }) };
    const link = new LinkCore(this.#env, pipe, options, this.#ownerOf(done));
    this.#sockets.add(link);
    return link;
  }

  #ownerOf(done: (result: 'linked' | LinkEnd) => void): LinkOwner<LinkCore> {
    return {
      admits: (_link, certificate) => this.#admits(certificate),
      opened: (link) => {
        this.#awaitingHello.delete(link);
        if (!isOpen(link)) return;
        done('linked');
        this.#opened(link);
      },
      used: (link) => isOpen(link) && this.#linksOf(link)?.useReceived(link),
      frame: (link, type, body) => this.#frame(link, type, body),
      drained: (link) => this.#drained(link),
      ended: (link, end) => {
        this.#awaitingHello.delete(link);
        if (isOpen(link)) this.#linksOf(link)?.ended(link, end);
        else done(end);
      },
      gone: (link) => this.#sockets.delete(link),
    };
  }

  /** Nobody takes all places: one person has so many, and half of them are for those I know. */
  #admits(certificate: Certificate): boolean {
    const { device, identity } = certificate;
    const { sockets, linksPerIdentity } = this.#options.config;
    const verdict = this.#events.authorize(certificate);
    if (verdict === 'refused') return false;
    const open = [...this.#peers.values()].flatMap(({ links }) => links.links);
    const theirs = open.filter(({ peer }) => peer.certificate.identity === identity);
    const isSecond = theirs.filter(({ peer }) => peer.certificate.device === device).length === 1;
    if (theirs.length >= linksPerIdentity && !isSecond) return false;
    if (verdict === 'known' || open.length < sockets / 2) return true;
    return open.filter(({ peer }) => this.#events.authorize(peer.certificate) === 'stranger').length < sockets / 2;
  }

  #opened(link: OpenLink): void {
    const { device } = link.peer.certificate;
    this.#env.trace('link.opened', { device, class: link.peer.class });
    const known = this.#peers.get(device) ?? this.#newPeer(device);
    known.links.add(link);
  }

  #newPeer(device: DeviceKey): KnownPeer {
    const { clock } = this.#env;
    const links = new PeerLinks(this.#env, this.#options.config, this.#options.me.device < device, {
      used: ({ certificate, time }) => {
        this.#env.trace('link.used', { device });
        this.#events.onLinksChanged();
        this.#events.onUse(certificate, time);
      },
      down: (end, named) => this.#down(device, end, named),
    });
    const known = { links, began: clock.mono(), since: clock.wall() };
    this.#peers.set(device, known);
    this.#events.linked(device);
    return known;
  }

  #down(device: DeviceKey, end: LinkEnd, named: boolean): void {
    const known = this.#peers.get(device);
    if (known === undefined) return;
    this.#peers.delete(device);
    this.#env.trace('link.down', { device, end });
    this.#events.unlinked(device, this.#env.clock.mono() - known.began);
    if (!named) return;
    this.#events.onLinksChanged();
    this.#events.onDown(device);
  }

  #frame(link: LinkCore, type: number, body: Uint8Array): void {
    if (!isOpen(link) || this.#disposed) return;
    // before USE nobody above knows of this device; what is lost HAVE brings again
    if (this.#linksOf(link)?.current === undefined) return;
    this.#events.onFrame(link.peer.certificate.device, type, body);
  }

  #drained(link: LinkCore): void {
    if (!isOpen(link) || this.#disposed) return;
    const links = this.#linksOf(link);
    if (links?.current !== undefined && links.isInUse(link)) this.#events.onDrained(link.peer.certificate.device);
  }

  #linksOf(link: OpenLink): PeerLinks | undefined {
    return this.#peers.get(link.peer.certificate.device)?.links;
  }
}

const isOpen = (link: LinkCore): link is OpenLink => link.peer !== undefined;

const destroyOldest = (links: ReadonlySet<LinkCore>): void => {
  for (const link of links) return link.destroy('refused');
};

const assertThat = (holds: boolean, what: string): void => {
  if (!holds) throw new AppError('INTERNAL', `broken invariant: ${what}`);
};
