import type { Env } from '../../../../common/base/index.ts';
import { tipOf } from '../../../../common/log/index.ts';
import {
  encodeFrame,
  encodeHave,
  frameTypes,
  peerLimits,
  type HaveRecord,
} from '../../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, LogKind } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation, LogState } from './conversation.ts';
import { haveInterval, logKey, scopeOf, type LogKey, type PeerSession } from './peer-session.ts';
import type { Links } from '../ports.ts';

/**
 * Tells peers what is held here: everything once a link is in use, then only what a commit changed. One HAVE is
 * acknowledgement and offer alike, so it speaks of durable entries only.
 */
export class HaveSender {
  readonly #env: Pick<Env, 'clock'>;
  readonly #me: Certificate;
  readonly #links: Pick<Links, 'send'>;
  readonly #certificates: Certificates;
  readonly #mayTellReads: () => boolean;

  constructor(
    env: Pick<Env, 'clock'>,
    me: Certificate,
    links: Pick<Links, 'send'>,
    certificates: Certificates,
    mayTellReads: () => boolean,
  ) {
    this.#env = env;
    this.#me = me;
    this.#links = links;
    this.#certificates = certificates;
    this.#mayTellReads = mayTellReads;
  }

  /** A full HAVE, unless the peer has had one for the same scope. */
  sendFull(session: PeerSession, conversation: Conversation): void {
    const scope = scopeOf(conversation, this.#me, session.certificate);
    // who comes back, and has been refused meanwhile, is to hear it anew
    if (scope === 'none') return void session.scopeSent.delete(conversation.room);
    if (session.scopeSent.get(conversation.room) === scope) return;
    session.scopeSent.set(conversation.room, scope);
    session.markChanged.delete(conversation.room);
    this.#send(session, conversation, this.#records(session, conversation, scope), true);
  }

  /** More of this log is durable: say so within 100 ms. */
  changed(session: PeerSession, conversation: Conversation, device: DeviceKey, kind: LogKind): void {
    const scope = session.scopeSent.get(conversation.room);
    if (scope === undefined || (scope === 'control' && kind === 'content')) return;
    const keys = session.markChanged.get(conversation.room) ?? new Set();
    session.markChanged.set(conversation.room, keys.add(logKey(device, kind)));
  }

  /** I have read more of these logs: their author is told within 100 ms. */
  markRead(session: PeerSession, conversation: Conversation, devices: readonly DeviceKey[]): void {
    for (const device of devices) {
      if (this.#tellsRead(session, device)) this.changed(session, conversation, device, 'content');
    }
  }

  /** Sends the gathered changes now, or as soon as the interval allows. */
  flush(session: PeerSession, find: (room: Conversation['room']) => Conversation | undefined): void {
    if (session.haveTimer !== undefined || session.markChanged.size === 0) return;
    const wait = session.haveAt + haveInterval - this.#env.clock.mono();
    if (wait > 0) {
      session.haveTimer = this.#env.clock.setTimer(wait, () => {
        session.haveTimer = undefined;
        this.flush(session, find);
      });
      return;
    }
    session.haveAt = this.#env.clock.mono();
    for (const [room, keys] of session.markChanged) {
      const conversation = find(room);
      if (conversation === undefined) continue;
      const records = this.#records(session, conversation, 'all').filter(({ device, kind }) =>
        keys.has(logKey(device, kind)),
      );
      this.#send(session, conversation, records, false);
    }
    session.markChanged.clear();
  }

  #records(session: PeerSession, conversation: Conversation, scope: 'all' | 'control'): HaveRecord[] {
    const kinds: readonly LogKind[] = scope === 'all' ? ['content', 'control'] : ['control'];
    return kinds.flatMap((kind) =>
      [...conversation.logs[kind]].map(([device, log]) => {
        const read = kind === 'content' && this.#tellsRead(session, device) ? (conversation.seen.get(device) ?? 0) : 0;
        return { ...record(device, kind, log), read };
      }),
    );
  }

  /** What I have read is the business of its author alone. */
  #tellsRead({ certificate }: PeerSession, device: DeviceKey): boolean {
    if (certificate.identity === this.#me.identity || !this.#mayTellReads()) return false;
    return this.#certificates.get(device)?.identity === certificate.identity;
  }

  #send(session: PeerSession, conversation: Conversation, records: readonly HaveRecord[], full: boolean): void {
    let at = 0;
    do {
      const part = records.slice(at, at + peerLimits.haveRecords);
      at += peerLimits.haveRecords;
      const body = encodeHave({ room: conversation.contentLog, full, more: at < records.length, records: part });
      this.#links.send(session.certificate.device, encodeFrame(frameTypes.HAVE, body), 'have');
    } while (at < records.length);
  }
}

/** Of several segments above gaps the newest is told. */
const record = (device: DeviceKey, kind: LogKind, { durable }: LogState): Omit<HaveRecord, 'read'> => {
  const { prefix, ahead } = durable;
  const { from = prefix, to = prefix } = ahead.at(-1) ?? {};
  return { device, kind, prefix, from, to, newest: tipOf(durable).id };
};

/** Keeps what a peer says of its logs; answers of which of them it holds, or has read, more than before. */
export const mergeRecords = (known: Map<LogKey, HaveRecord>, records: readonly HaveRecord[]): HaveRecord[] =>
  records.filter((said) => {
    const key = logKey(said.device, said.kind);
    const before = known.get(key) ?? { prefix: 0, read: 0 };
    known.set(key, said);
    return said.prefix > before.prefix || said.read > before.read;
  });
