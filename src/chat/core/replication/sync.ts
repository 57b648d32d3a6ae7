import type { Disposable } from '../../../../common/base/index.ts';
import { contentLog, directKey } from '../../../../common/log/index.ts';
import {
  decodeCerts,
  decodeEntries,
  decodeHave,
  decodeWant,
  frameTypes,
  type Have,
} from '../../../../common/protocol/peer/index.ts';
import type {
  Certificate,
  DeviceKey,
  LinkEvents,
  LogKind,
  PagedEntry,
  RoomKey,
  StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import { pushFrames } from './frames.ts';
import { newSession, type PeerSession } from './peer-session.ts';
import type { Projection } from './projection.ts';
import { RelayedCertificates } from './relayed-certificates.ts';
import type { SyncParts } from './sync-parts.ts';

/** What linked devices tell each other about logs: HAVE, WANT, ENTRIES and CERTS (protocol.md, Catch-up). */
export class Sync implements Projection, Disposable {
  readonly #parts: SyncParts;
  readonly #relayed: RelayedCertificates;
  readonly #sessions = new Map<DeviceKey, PeerSession>();

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#relayed = new RelayedCertificates(parts.certificates, parts.badSignatures);
  }

  get sessions(): Iterable<PeerSession> {
    return this.#sessions.values();
  }

  onUse(certificate: Certificate): void {
    this.onDown(certificate.device);
    const { env, conversations, certificates } = this.#parts;
    const mistaken = certificates.confirm(certificate);
    const session = newSession(certificate, env.clock.mono());
    this.#sessions.set(certificate.device, session);
    for (const conversation of conversations.all) this.#parts.haveSender.sendFull(session, conversation);
    if (mistaken) this.#onMistaken(certificate.device);
  }

  /** The link was full and has room again: what was held back follows. */
  onDrained(device: DeviceKey): void {
    const session = this.#sessions.get(device);
    if (session === undefined) return;
    const { conversations, haveSender, wantResponder } = this.#parts;
    for (const conversation of conversations.all) haveSender.sendFull(session, conversation);
    haveSender.flush(session, (room) => conversations.get(room));
    wantResponder.onDrained(session);
  }

  onDown(device: DeviceKey): void {
    const session = this.#sessions.get(device);
    if (session === undefined) return;
    this.#sessions.delete(device);
    this.#end(session);
    this.#relayed.onDown(session);
    this.#parts.onChanged({ rooms: session.claims.rooms });
    this.#askAll();
  }

  readonly onFrame: LinkEvents['onFrame'] = (device, type, body) => {
    const session = this.#sessions.get(device);
    if (session === undefined) return;
    switch (type) {
      case frameTypes.HAVE:
        return this.#onHave(session, decodeHave(body));
      case frameTypes.WANT:
        return this.#parts.wantResponder.onWant(session, decodeWant(body));
      case frameTypes.CERTS:
        return this.#relayed.accept(session, decodeCerts(body));
      case frameTypes.ENTRIES:
        return this.#onEntries(session, body);
      default:
        return this.#parts.frames.get(type)?.(session, body);
    }
  };

  /** What was written here goes out now; every peer hears what is held. */
  durable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    for (const kind of ['control', 'content'] as const) {
      this.#push(
        conversation,
        kind,
        own.filter((stored) => stored.kind === kind),
      );
    }
    for (const session of this.#sessions.values()) {
      this.#parts.haveSender.sendFull(session, conversation);
      for (const { entry, kind } of entries)
        this.#parts.haveSender.markChanged(session, conversation, entry.device, kind);
      this.#parts.haveSender.flush(session, (room) => this.#parts.conversations.get(room));
    }
  }

  /** I have read more of these logs, here or on another device of mine. */
  onRead(room: RoomKey, devices: readonly DeviceKey[]): void {
    const { conversations, haveSender: offers } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation === undefined) return;
    for (const session of this.#sessions.values()) {
      offers.markRead(session, conversation, devices);
      offers.flush(session, (one) => conversations.get(one));
    }
  }

  /** Somebody holds more of my own log than I do (a backup was restored, a disk lost), and is being asked for it. */
  isOwnComing(conversation: Conversation, kind: LogKind): boolean {
    for (const session of this.#sessions.values()) {
      if (this.#parts.fetcher.isOwnComing(session, conversation, kind)) return true;
    }
    return false;
  }

  /** Who is a member has changed, or what was refused may be taken now. */
  onMembership(conversation: Conversation): void {
    for (const session of this.#sessions.values()) {
      const stashed = session.claims.takeStashed(conversation.contentLog);
      if (stashed !== undefined) this.#onHave(session, stashed);
      this.#parts.fetcher.retryStalled(session, conversation.room);
      this.#parts.haveSender.sendFull(session, conversation);
    }
    this.#askAll();
  }

  /** Tries again what a failed commit dropped. */
  retry(): void {
    for (const session of this.#sessions.values()) {
      for (const { room } of this.#parts.conversations.all) this.#parts.fetcher.retryStalled(session, room);
    }
    this.#askAll();
  }

  dispose(): void {
    for (const session of this.#sessions.values()) this.#end(session);
    this.#sessions.clear();
  }

  #end(session: PeerSession): void {
    this.#parts.haveSender.onDown(session);
    this.#parts.wantResponder.onDown(session);
    this.#parts.fetcher.abort(session);
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

  #onHave(session: PeerSession, have: Have): void {
    const { classifier, fetcher, projections, onChanged } = this.#parts;
    if (!session.claims.hasRoomFor(have.records.length)) return;
    const conversation = this.#find(session, have);
    if (conversation === undefined) return session.claims.stash(have);
    const { room } = conversation;
    const grown = session.claims.add(room, have.records);
    // while it is catching us up, what it has brought just now is no past that had been read
    if (!fetcher.isFetching(session, room)) classifier.beforeFetch(session, conversation);
    fetcher.onHave(session, room, have);
    if (grown.length > 0) {
      projections.claimed(session, conversation, grown);
      onChanged({ rooms: [room] });
    }
    this.#ask(session);
  }

  /** A direct conversation begins with the first HAVE of the other side. */
  #find(session: PeerSession, have: Have): Conversation | undefined {
    const found = this.#parts.conversations.byLog(have.room);
    const { identity, username } = session.certificate;
    const { env, me, conversations } = this.#parts;
    if (found?.conversation.stored.kind === 'self' && identity !== me.identity) return undefined;
    if (found !== undefined) return found.kind === 'content' ? found.conversation : undefined;
    const room = directKey(env.crypto, me.identity, identity);
    if (identity === me.identity || contentLog(room) !== have.room || have.records.length === 0) return undefined;
    return conversations.direct({ identity, username });
  }

  /** The device was taken for another's: what it wrote has another author now, and what was refused may be taken. */
  #onMistaken(device: DeviceKey): void {
    for (const conversation of this.#parts.reattribute(device)) {
      this.onMembership(conversation);
      this.#parts.onChanged({ rooms: [conversation.room] });
    }
    this.retry();
  }

  #onEntries(session: PeerSession, body: Uint8Array): void {
    const { flag, entries } = decodeEntries(this.#parts.env.crypto, body);
    if (flag !== 'push') this.#parts.fetcher.onChunk(session, entries);
    // an answer that nobody asked for is a push at best
    this.#parts.receiver.accept(entries, flag === 'push', session);
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
