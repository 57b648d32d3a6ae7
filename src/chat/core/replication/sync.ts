import type { Disposable } from '../../../../common/base/index.ts';
import {
  decodeCerts,
  decodeEntries,
  decodeHave,
  decodeWant,
  frameTypes,
  type Want,
} from '../../../../common/protocol/peer/index.ts';
import {
  type AuthorKey,
  type Certificate,
  type DeviceKey,
  type LinkEvents,
  type LogKind,
  type PagedEntry,
  type RoomKey,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import { Hearing } from './hearing.ts';
import { pushFrames } from './frames.ts';
import { newSession, type PeerSession } from './peer-session.ts';
import type { Projection } from './projection.ts';
import { RelayedCertificates } from './relayed-certificates.ts';
import type { SyncParts } from './sync-parts.ts';

/** What linked devices tell each other about logs: HAVE, WANT, ENTRIES and CERTS (protocol.md, Catch-up). */
export class Sync implements Projection, Disposable {
  readonly #parts: SyncParts;
  readonly #relayed: RelayedCertificates;
  readonly #hearing: Hearing;
  readonly #sessions = new Map<DeviceKey, PeerSession>();

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#relayed = new RelayedCertificates(parts.certificates, parts.badSignatures);
    this.#hearing = new Hearing(parts);
  }

  get sessions(): Iterable<PeerSession> {
    return this.#sessions.values();
  }

  onUse(certificate: Certificate): void {
    this.onDown(certificate.device);
    const { env, conversations, certificates } = this.#parts;
    certificates.addTrusted(certificate);
    const session = newSession(certificate, env.clock.mono());
    this.#sessions.set(certificate.device, session);
    this.#parts.ownLogClaims.onLink();
    // each side says everything now, so there is nothing to ask for
    for (const conversation of conversations.all) this.#offer(session, conversation, false);
  }

  /** The link was full and has room again: what was held back follows. */
  onDrained(device: DeviceKey): void {
    const session = this.#sessions.get(device);
    if (session === undefined) return;
    const { conversations, haveSender, wantResponder } = this.#parts;
    for (const conversation of conversations.all) this.#offer(session, conversation);
    haveSender.flush(session);
    wantResponder.onDrained(session);
  }

  /** Answers who it was, if the link was in use. */
  onDown(device: DeviceKey): Certificate | undefined {
    const session = this.#sessions.get(device);
    if (session === undefined) return undefined;
    this.#sessions.delete(device);
    this.#end(session);
    const { identity } = session.certificate;
    const isLast = ![...this.#sessions.values()].some(({ certificate }) => certificate.identity === identity);
    if (isLast) this.#parts.conversations.dropExpected(session.certificate);
    this.#relayed.onDown(session);
    this.#parts.onChanged({ rooms: session.claims.rooms });
    this.#askAll();
    return session.certificate;
  }

  readonly onFrame: LinkEvents['onFrame'] = (device, type, body) => {
    const session = this.#sessions.get(device);
    if (session === undefined) return;
    switch (type) {
      case frameTypes.HAVE:
        this.#hearing.onHave(session, decodeHave(body));
        return this.#ask(session);
      case frameTypes.WANT:
        return this.#onWant(session, decodeWant(body));
      case frameTypes.CERTS:
        return this.#relayed.accept(session, decodeCerts(body));
      case frameTypes.ENTRIES:
        return this.#onEntries(session, body);
      default:
        return this.#parts.frames.get(type)?.(session, body);
    }
  };

  /** A certificate has come: what was said of its author's logs counts from now on. */
  onCertificate(certificate: Certificate): void {
    for (const session of this.#sessions.values()) this.#hearing.onCertificate(session, certificate);
  }

  /** What was written here goes out now; every peer hears what is held. */
  durable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    for (const kind of ['control', 'content'] as const) {
      this.#push(
        conversation,
        kind,
        own.filter((stored) => stored.kind === kind),
      );
    }
    const { haveSender } = this.#parts;
    const logs = Map.groupBy(entries, ({ author, kind }) => kind + author);
    const changed = [...logs.values()].map(([first]) => first as StoredEntry);
    for (const session of this.#sessions.values()) {
      this.#offer(session, conversation);
      for (const { author, kind } of changed) {
        const { isRelayed } = conversation.log(kind, author);
        haveSender.markChanged(session, conversation, { author, kind }, isRelayed);
      }
      haveSender.flush(session);
    }
    for (const { author, kind } of changed) conversation.log(kind, author).isRelayed = false;
  }

  /** I have read more of these logs, here or on another device of mine. */
  onRead(room: RoomKey, authors: readonly AuthorKey[]): void {
    const { conversations, haveSender: offers } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation === undefined) return;
    for (const session of this.#sessions.values()) {
      offers.markRead(session, conversation, authors);
      offers.flush(session);
    }
  }

  /** Right after a start somebody says that he holds more of my own log than I do (a backup was restored), and is being asked for it. */
  isOwnComing(conversation: Conversation, kind: LogKind): boolean {
    return [...this.#sessions.values()].some((one) => this.#parts.fetcher.isOwnComing(one, conversation, kind));
  }

  /** Who is a member has changed, or what was refused may be taken now. */
  onMembership(conversation: Conversation): void {
    this.#parts.ownLogClaims.forgive();
    for (const session of this.#sessions.values()) {
      this.#parts.fetcher.retryStalled(session, conversation.room);
      this.#offer(session, conversation);
    }
    this.#askAll();
  }

  /** Tries again what a failed commit dropped. */
  retry(): void {
    const { conversations, fetcher, ownLogClaims } = this.#parts;
    ownLogClaims.forgive();
    for (const session of this.#sessions.values())
      for (const { room } of conversations.all) fetcher.retryStalled(session, room);
    this.#askAll();
  }

  dispose(): void {
    for (const session of this.#sessions.values()) this.#end(session);
    this.#sessions.clear();
    this.#parts.ownLogClaims.dispose();
  }

  #end(session: PeerSession): void {
    this.#parts.haveSender.onDown(session);
    this.#parts.wantResponder.onDown(session);
    this.#parts.fetcher.onDown(session);
  }

  /** Says what is held of it, unless that was said; and knows its logs from now on: what it writes is pushed. */
  #offer(session: PeerSession, conversation: Conversation, ask = true): void {
    conversation.logId('content', session.certificate.identity);
    this.#parts.haveSender.sendFull(session, conversation, ask);
  }

  #push(conversation: Conversation, kind: StoredEntry['kind'], own: readonly StoredEntry[]): void {
    if (own.length === 0) return;
    // encoded once, written to everybody
    const frames = pushFrames(own.map(({ entry }) => entry));
    for (const session of this.#sessions.values()) {
      const scope = this.#parts.policy.scopeFor(conversation, session.certificate);
      if (scope !== 'all' && scope !== kind) continue;
      for (const frame of frames) this.#parts.links.send(session.certificate.device, frame, 'live');
    }
  }

  #onWant(session: PeerSession, want: Want): void {
    const { conversations, haveSender, wantResponder } = this.#parts;
    const conversation = conversations.byId(want.room);
    if (conversation !== undefined) haveSender.onWant(session, conversation, want);
    wantResponder.onWant(session, want);
  }

  #onEntries(session: PeerSession, body: Uint8Array): void {
    const { flag, entries } = decodeEntries(this.#parts.env.crypto, body);
    if (flag !== 'push') this.#parts.fetcher.onChunk(session, entries);
    // an answer that nobody asked for is a push at best
    this.#parts.receiver.accept(
      entries,
      flag === 'push',
      session,
      flag === 'push' ? undefined : session.fetch.asked?.room,
    );
    if (flag !== 'last') return;
    const { asked } = session.fetch;
    this.#parts.fetcher.onAnswered(session, entries.length === 0);
    if (asked === undefined) return;
    this.#parts.onChanged({ rooms: [asked.room] });
    this.#askAll();
  }

  #ask(session: PeerSession): void {
    if (this.#parts.receiver.isPaused) return;
    this.#parts.fetcher.next(session, () => this.#askOthers(session));
  }

  /** No answer came in time. Everybody else is asked first now: one that claims much and says nothing holds up nobody. */
  #askOthers(silent: PeerSession): void {
    this.#sessions.delete(silent.certificate.device);
    this.#sessions.set(silent.certificate.device, silent);
    this.#askAll();
  }

  #askAll(): void {
    for (const session of this.#sessions.values()) this.#ask(session);
    this.#parts.committer.flush();
  }
}
