import {
  AppError,
  base64urlLength,
  failureOf,
  fromBase64url,
  toBase64url,
  wait,
  type Flow,
} from '../../../../common/base/index.ts';
import type { Env } from '../../../../common/base/index.ts';
import {
  certificateBytes,
  decodeCertificate,
  entryFromJson,
  entryOverhead,
  entryToJson,
} from '../../../../common/log/index.ts';
import { logKey, type AuthorKey, type Entry, type RoomKey } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import { ownerOf } from '../replication/log-owner.ts';
import type { EntryReceiver } from '../replication/entry-receiver.ts';
import { fetchAllPages } from './paging.ts';
import type { Tracker } from '../ports.ts';
import type { RoomRecords } from './room-records.ts';

/** Bytes of JSON that one PUT_OPS may hold, below the tracker's 48 KiB. */
const putBytes = 40 * 1024;

interface TrackerLogsParts {
  readonly env: Pick<Env, 'crypto' | 'logger'>;
  readonly tracker: Tracker;
  readonly certificates: Certificates;
  readonly conversations: Conversations;
  readonly receiver: EntryReceiver;
  readonly memberships: Pick<RoomRecords, 'operations'>;
  readonly membershipRunner: { evaluateNow(conversation: Conversation): void };
}

/** Control logs into and out of the tracker's cache. The tracker is believed in nothing: everything goes through `EntryReceiver`. */
export class TrackerLogs {
  readonly #parts: TrackerLogsParts;

  constructor(parts: TrackerLogsParts) {
    this.#parts = parts;
  }

  /** Certificates and entries of a room as the tracker sends them. */
  take(room: RoomKey, log: { readonly certs: readonly string[]; readonly entries: readonly string[] }): void {
    const entries: Entry[] = [];
    try {
      for (const text of log.certs)
        this.#parts.certificates.add(decodeCertificate(fromBase64url(text) ?? new Uint8Array(0)));
      for (const text of log.entries) entries.push(entryFromJson(this.#parts.env.crypto, text));
    } catch (error) {
      this.#parts.env.logger.log('warn', `the tracker sent what cannot be read: ${AppError.from(error).message}`);
    }
    this.#parts.receiver.accept(entries, false, undefined, room);
  }

  /** Brings what the tracker holds of a room beyond what I do, as far as it can be had, and evaluates. Answers what went wrong. */
  *update(room: RoomKey): Flow<AppError | undefined> {
    const { tracker, conversations, membershipRunner } = this.#parts;
    const known = conversations.get(room);
    const logs = [...(known?.logs.control ?? [])];
    const have = Object.fromEntries(logs.map(([author, log]) => [known?.keyOf('control', author), log.pending.prefix]));
    const params = { roomId: room, have };
    const failed = yield* failureOf(fetchAllPages(tracker, 'ROOM_OPS', params, (page) => this.take(room, page)));
    const conversation = conversations.get(room);
    if (conversation !== undefined) membershipRunner.evaluateNow(conversation);
    return failed;
  }

  /** Puts back what the tracker lacks, in the order in which it came to us, which is a causal one. */
  *put(conversation: Conversation, have: Readonly<Record<string, number>>): Flow<void> {
    const { room } = conversation;
    const lacking = this.#entries(conversation).filter((entry) => entry.seq >= (have[logKey(entry)] ?? 0));
    for (let at = 0; at < lacking.length;) {
      const part = this.#part(lacking.slice(at));
      const { certificates } = this.#parts;
      const authors = new Set(part.flatMap((entry) => ownerOf(certificates, conversation, entry)?.author ?? []));
      const certs = [...authors].flatMap((author) => certificates.get(author)?.bytes ?? []).map(toBase64url);
      yield* wait(this.#parts.tracker.request('PUT_OPS', { roomId: room, certs, entries: part.map(entryToJson) }));
      at += part.length;
    }
  }

  /** My own control entries, as JOIN_ROOM and its like want them: all of them, since what is held already is no error. */
  own(conversation: Conversation, me: AuthorKey): string[] {
    const mine = conversation.keyOf('control', me);
    return this.#entries(conversation)
      .filter((entry) => logKey(entry) === mine)
      .map(entryToJson);
  }

  #entries(conversation: Conversation): readonly Entry[] {
    return this.#parts.memberships.operations(conversation).map(({ entry }) => entry);
  }

  #part(entries: readonly Entry[]): readonly Entry[] {
    let bytes = 0;
    const end = entries.findIndex((entry, i) => {
      bytes += base64urlLength(entryOverhead + entry.bodyLength + certificateBytes);
      return i > 0 && bytes > putBytes;
    });
    return end === -1 ? entries : entries.slice(0, end);
  }
}
