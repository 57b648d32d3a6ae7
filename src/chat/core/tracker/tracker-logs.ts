import { AppError, fromBase64url, toBase64url } from '../../../../common/base/index.ts';
import type { Env } from '../../../../common/base/index.ts';
import { decodeCertificate, entryFromJson, entryToJson } from '../../../../common/log/index.ts';
import type { DeviceKey, Entry } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { EntryReceiver } from '../replication/entry-receiver.ts';
import { fetchAllPages } from './paging.ts';
import type { Tracker } from '../ports.ts';

/** Bytes of JSON that one PUT_OPS may hold, below the tracker's 48 KiB. */
const putBytes = 40 * 1024;

/** Control logs into and out of the tracker's cache. The tracker is believed in nothing: everything goes through `EntryReceiver`. */
export class TrackerLogs {
  readonly #env: Pick<Env, 'crypto' | 'logger'>;
  readonly #tracker: Tracker;
  readonly #certificates: Certificates;
  readonly #receiver: EntryReceiver;

  constructor(
    env: Pick<Env, 'crypto' | 'logger'>,
    tracker: Tracker,
    certificates: Certificates,
    receiver: EntryReceiver,
  ) {
    this.#env = env;
    this.#tracker = tracker;
    this.#certificates = certificates;
    this.#receiver = receiver;
  }

  /** Certificates and entries as the tracker sends them. */
  take(log: { readonly certs: readonly string[]; readonly entries: readonly string[] }): void {
    const entries: Entry[] = [];
    try {
      for (const text of log.certs) this.#certificates.add(decodeCertificate(fromBase64url(text) ?? new Uint8Array(0)));
      for (const text of log.entries) entries.push(entryFromJson(this.#env.crypto, text));
    } catch (error) {
      this.#env.logger.log('warn', `the tracker sent what cannot be read: ${AppError.from(error).message}`);
    }
    this.#receiver.accept(entries, false);
  }

  /** Brings what the tracker holds beyond what I do. */
  fetch(conversation: Conversation, done: (error: AppError | undefined) => void): void {
    const have = Object.fromEntries(
      [...conversation.logs.control].map(([device, log]) => [device, log.pending.prefix]),
    );
    const params = { roomId: conversation.room, have };
    fetchAllPages(this.#tracker, 'ROOM_OPS', params, (page) => this.take(page), done);
  }

  /** Puts back what the tracker lacks, in the order in which it came to us, which is a causal one. */
  put(
    conversation: Conversation,
    have: Readonly<Record<string, number>>,
    done: (error: AppError | undefined) => void,
  ): void {
    const lacking = conversation.operations
      .map(({ entry }) => entry)
      .filter((entry) => entry.seq >= (have[entry.device] ?? 0));
    const next = (at: number): void => {
      if (at >= lacking.length) return done(undefined);
      const part = this.#part(lacking.slice(at));
      const devices = new Set(part.map(({ device }) => device));
      const certs = [...devices].flatMap((device) => this.#certificates.get(device)?.bytes ?? []).map(toBase64url);
      const params = { roomId: conversation.room, certs, entries: part.map(entryToJson) };
      this.#tracker.request('PUT_OPS', params, (reply) => {
        if (reply instanceof AppError) done(reply);
        else next(at + part.length);
      });
    };
    next(0);
  }

  /** My own control entries, as JOIN_ROOM and its like want them: all of them, since what is held already is no error. */
  own(conversation: Conversation, me: DeviceKey): string[] {
    return conversation.operations.filter(({ entry }) => entry.device === me).map(({ entry }) => entryToJson(entry));
  }

  #part(entries: readonly Entry[]): readonly Entry[] {
    let bytes = 0;
    const end = entries.findIndex((entry, i) => {
      bytes += Math.ceil(((entry.body?.length ?? 0) + 600) * 1.4);
      return i > 0 && bytes > putBytes;
    });
    return end === -1 ? entries : entries.slice(0, end);
  }
}
