import type { NameAuthority } from '../../../common/log/index.ts';
import type { Certificate, ClockReading } from '../../../common/model/index.ts';
import { byeCodes, type LinkClass } from '../../../common/protocol/peer/index.ts';
import type { Expected } from './handshake.ts';
import type { PeerConfig } from './config.ts';

/**
 * How a link ended. `replaced`: another link does its work, no failure (rule 7). `refused`: before it was open.
 * `closed`: by the network or without a word.
 */
export type LinkEnd = 'replaced' | 'shutdown' | 'refused' | 'wrongDevice' | 'dead' | 'protocol' | 'tooMany' | 'closed';

export interface LinkOptions {
  readonly me: Certificate;
  readonly authority: NameAuthority;
  /** Of this process, 16 hex digits. */
  readonly boot: string;
  /** How near the other end is, as we see it. */
  readonly class: LinkClass;
  /** Whom we dialled; absent at the listener. */
  readonly expected?: Expected;
  readonly config: PeerConfig;
}

/** Whom a link tells what happens. */
export interface LinkOwner<Link> {
  /** Listener only: the dialler is who he says; may he be linked with us? */
  admits(link: Link, certificate: Certificate): boolean;
  /** Both sides are authenticated; `link.peer` is set. */
  opened(link: Link): void;
  /** USE was received. */
  used(link: Link): void;
  /** HAVE, WANT, ENTRIES or CERTS. What it throws ends the link. */
  frame(link: Link, type: number, body: Uint8Array): void;
  /** The queue, of which somebody was told to wait, has room again. */
  drained(link: Link): void;
  /** Nothing is sent any more; what was under way is still read. Called once, also for links that never opened. */
  ended(link: Link, end: LinkEnd): void;
  /** The pipe is closed. Called once, last. */
  gone(link: Link): void;
}

/** What HELLO told about the other side. `class` is the worse of both views. */
export interface LinkPeer {
  readonly certificate: Certificate;
  readonly boot: string;
  readonly class: LinkClass;
  /** Its clock, as HELLO said. */
  readonly time: ClockReading;
}

/** How a link ends when the other side says this. */
export const endOfBye = (code: number): LinkEnd => {
  if (code === byeCodes.DUPLICATE || code === byeCodes.REPLACED) return 'replaced';
  if (code === byeCodes.SHUTDOWN) return 'shutdown';
  return code === byeCodes.TOO_MANY ? 'tooMany' : 'protocol';
};
