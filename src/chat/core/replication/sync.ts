import type { Disposable } from '../../../../common/base/index.ts';
import { contentLog, directKey } from '../../../../common/log/index.ts';
import {
  decodeCerts,
  decodeEntries,
  decodeHave,
  decodeTyping,
  decodeWant,
  frameTypes,
  type Have,
} from '../../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, LogKind, RoomKey, StoredEntry } from '../../../../common/model/index.ts';
import { Acknowledgements } from '../timeline/acknowledgements.ts';
import { CatchUp } from './catch-up.ts';
import type { Conversation } from './conversation.ts';
import { pushFrames } from './frames.ts';
import { keepEarly, takeEarly } from './early.ts';
import { newNeighbour, scopeOf, type Neighbour } from './neighbour.ts';
import { remember } from './offers.ts';
import type { SyncEvents, SyncParts } from './sync-parts.ts';
import { Taught } from './taught.ts';

/** What linked devices tell each other about logs: HAVE, WANT, ENTRIES, CERTS (protocol.md section 2), and TYPING. */
export class Sync implements Disposable {
  readonly #parts: SyncParts;
  readonly #events: Pick<SyncEvents, 'onSettled' | 'onHoldings'>;
  readonly #acknowledgements: Acknowledgements;
  readonly #taught: Taught;
  readonly #neighbours = new Map<DeviceKey, Neighbour>();

  constructor(parts: SyncParts, events: SyncEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#acknowledgements = new Acknowledgements(parts.me, parts.certificates, (...all) =>
      events.onAcknowledged(...all),
    );
    this.#taught = new Taught(parts.certificates, () => this.#neighbours.values());
  }

  get neighbours(): Iterable<Neighbour> {
    return this.#neighbours.values();
  }

  onUse(certificate: Certificate): void {
    this.onDown(certificate.device);
    const { env, me, conversations, certificates } = this.#parts;
    const mistaken = certificates.prove(certificate);
    const neighbour = newNeighbour(certificate, me.device, env.clock.mono());
    this.#neighbours.set(certificate.device, neighbour);
    for (const conversation of conversations.all) this.#parts.offers.introduce(neighbour, conversation);
    if (mistaken) this.#onMistaken(certificate.device);
  }

  onDown(device: DeviceKey): void {
    const neighbour = this.#neighbours.get(device);
    if (neighbour === undefined) return;
    this.#neighbours.delete(device);
    neighbour.haveTimer?.dispose();
    neighbour.answering?.dispose();
    this.#parts.catchUp.release(neighbour);
    this.#taught.leave(neighbour);
    for (const room of neighbour.theirs.keys()) this.#events.onHoldings(room);
    this.#askAll();
  }

  onFrame(device: DeviceKey, type: number, body: Uint8Array): void {
    const neighbour = this.#neighbours.get(device);
    if (neighbour === undefined) return;
    switch (type) {
      case frameTypes.HAVE:
        return this.#onHave(neighbour, decodeHave(body));
      case frameTypes.WANT:
        return this.#parts.answers.onWant(neighbour, decodeWant(body));
      case frameTypes.CERTS:
        return this.#taught.hear(neighbour, decodeCerts(body));
      case frameTypes.ENTRIES:
        return this.#onEntries(neighbour, body);
      case frameTypes.TYPING:
        return this.#parts.typing.hear(neighbour, decodeTyping(body));
      default:
    }
  }

  /** What was written here goes out now; every neighbour hears what is held. */
  onDurable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly StoredEntry[]): void {
    for (const kind of ['control', 'content'] as const) {
      this.#push(
        conversation,
        kind,
        own.filter((stored) => stored.kind === kind),
      );
    }
    for (const neighbour of this.#neighbours.values()) {
      this.#acknowledgements.stored(neighbour, conversation, entries);
      this.#parts.offers.introduce(neighbour, conversation);
      for (const { entry, kind } of entries) this.#parts.offers.changed(neighbour, conversation, entry.device, kind);
      this.#parts.offers.flush(neighbour, (room) => this.#parts.conversations.get(room));
    }
  }

  /** I have read more of these logs, here or on another device of mine. */
  onRead(room: RoomKey, devices: readonly DeviceKey[]): void {
    const { conversations, offers } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation === undefined) return;
    for (const neighbour of this.#neighbours.values()) {
      offers.read(neighbour, conversation, devices);
      offers.flush(neighbour, (one) => conversations.get(one));
    }
  }

  /** Somebody holds more of my own log than I do (a backup was restored, a disk lost), and is being asked for it. */
  isOwnComing(conversation: Conversation, kind: LogKind): boolean {
    for (const neighbour of this.#neighbours.values()) {
      if (this.#parts.catchUp.isOwnComing(neighbour, conversation, kind)) return true;
    }
    return false;
  }

  /** Who is a member has changed, or what was refused may be taken now. */
  onMembership(conversation: Conversation): void {
    for (const neighbour of this.#neighbours.values()) {
      const early = takeEarly(neighbour, conversation.contentLog);
      if (early !== undefined) this.#onHave(neighbour, early);
      this.#parts.catchUp.unstick(neighbour, conversation.room);
      this.#parts.offers.introduce(neighbour, conversation);
    }
    this.#askAll();
  }

  /** Tries again what a failed commit dropped. */
  retry(): void {
    for (const neighbour of this.#neighbours.values()) {
      for (const { room } of this.#parts.conversations.all) this.#parts.catchUp.unstick(neighbour, room);
    }
    this.#askAll();
  }

  dispose(): void {
    for (const neighbour of this.#neighbours.values()) {
      neighbour.haveTimer?.dispose();
      neighbour.answering?.dispose();
      this.#parts.catchUp.release(neighbour);
    }
    this.#neighbours.clear();
  }

  #push(conversation: Conversation, kind: StoredEntry['kind'], own: readonly StoredEntry[]): void {
    if (own.length === 0) return;
    // encoded once, written to everybody
    const frames = pushFrames(own.map(({ entry }) => entry));
    for (const neighbour of this.#neighbours.values()) {
      const scope = scopeOf(conversation, this.#parts.me, neighbour.certificate);
      if (scope !== 'all' && scope !== kind) continue;
      for (const frame of frames) this.#parts.links.send(neighbour.certificate.device, frame, 'live');
    }
  }

  #onHave(neighbour: Neighbour, have: Have): void {
    if (!CatchUp.mayRemember(neighbour, have.records.length)) return;
    const conversation = this.#find(neighbour, have);
    if (conversation === undefined) return keepEarly(neighbour, have);
    const known = neighbour.theirs.get(conversation.room) ?? new Map();
    neighbour.theirs.set(conversation.room, known);
    const { room } = conversation;
    const grown = remember(known, have.records);
    // while it is catching us up, what it has brought just now is no past that had been read
    if (!this.#parts.catchUp.isOpen(neighbour, room)) {
      const readTo = conversation.readTo((device) => this.#isOwn(device));
      neighbour.readTo.set(room, readTo);
    }
    this.#parts.catchUp.claimed(neighbour, room, have);
    if (have.full && !have.more && !neighbour.newest.has(room)) neighbour.newest.set(room, true);
    for (const record of grown) this.#acknowledgements.said(neighbour, conversation, record);
    if (grown.length > 0) this.#events.onHoldings(room);
    this.#ask(neighbour);
  }

  /** A direct conversation begins with the first HAVE of the other side. */
  #find(neighbour: Neighbour, have: Have): Conversation | undefined {
    const found = this.#parts.conversations.byLog(have.room);
    const { identity, username } = neighbour.certificate;
    const { env, me, conversations } = this.#parts;
    if (found?.conversation.stored.kind === 'self' && identity !== me.identity) return undefined;
    if (found !== undefined) return found.kind === 'content' ? found.conversation : undefined;
    const room = directKey(env.crypto, me.identity, identity);
    if (identity === me.identity || contentLog(room) !== have.room || have.records.length === 0) return undefined;
    return conversations.direct({ identity, username });
  }

  /** The device was taken for another's: what it wrote has another author now, and what was refused may be taken. */
  #onMistaken(device: DeviceKey): void {
    for (const conversation of this.#parts.conversations.reattribute(device)) {
      this.onMembership(conversation);
      this.#events.onHoldings(conversation.room);
    }
    this.retry();
  }

  #onEntries(neighbour: Neighbour, body: Uint8Array): void {
    const { flag, entries } = decodeEntries(this.#parts.env.crypto, body);
    if (flag !== 'push') this.#parts.catchUp.heard(neighbour, entries);
    // an answer that nobody asked for is a push at best
    this.#parts.intake.take(entries, flag === 'push', neighbour);
    if (flag === 'last' && neighbour.asked !== undefined) {
      const { room } = neighbour.asked;
      this.#parts.catchUp.answered(neighbour);
      this.#events.onHoldings(room);
      this.#askAll();
    }
  }

  #isOwn(device: DeviceKey): boolean {
    const { certificates, me } = this.#parts;
    return certificates.get(device)?.identity === me.identity;
  }

  #ask(neighbour: Neighbour): void {
    if (this.#parts.intake.closed) return;
    this.#parts.catchUp.next(neighbour, () => this.#askOthers(neighbour));
  }

  /** No answer came in time. Everybody else is asked first now: one that claims much and says nothing holds up nobody. */
  #askOthers(silent: Neighbour): void {
    this.#neighbours.delete(silent.certificate.device);
    this.#neighbours.set(silent.certificate.device, silent);
    this.#askAll();
  }

  #askAll(): void {
    for (const neighbour of this.#neighbours.values()) this.#ask(neighbour);
    this.#events.onSettled();
  }
}
