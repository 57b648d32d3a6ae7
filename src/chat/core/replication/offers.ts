import type { Env } from '../../../../common/base/index.ts';
import { endOf } from '../../../../common/log/index.ts';
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
import { haveInterval, logKey, scopeOf, type LogKey, type Neighbour } from './neighbour.ts';
import type { Links } from '../ports.ts';

/**
 * Tells neighbours what is held here: everything once a link is in use, then only what a commit changed. One HAVE is
 * acknowledgement and offer alike, so it speaks of durable entries only.
 */
export class Offers {
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

  /** A full HAVE, unless the neighbour has had one for the same scope. */
  introduce(neighbour: Neighbour, conversation: Conversation): void {
    const scope = scopeOf(conversation, this.#me, neighbour.certificate);
    // who comes back, and has been refused meanwhile, is to hear it anew
    if (scope === 'none') return void neighbour.introduced.delete(conversation.room);
    if (neighbour.introduced.get(conversation.room) === scope) return;
    neighbour.introduced.set(conversation.room, scope);
    neighbour.changed.delete(conversation.room);
    this.#send(neighbour, conversation, this.#records(neighbour, conversation, scope), true);
  }

  /** More of this log is durable: say so within 100 ms. */
  changed(neighbour: Neighbour, conversation: Conversation, device: DeviceKey, kind: LogKind): void {
    const scope = neighbour.introduced.get(conversation.room);
    if (scope === undefined || (scope === 'control' && kind === 'content')) return;
    const keys = neighbour.changed.get(conversation.room) ?? new Set();
    neighbour.changed.set(conversation.room, keys.add(logKey(device, kind)));
  }

  /** I have read more of these logs: their author is told within 100 ms. */
  read(neighbour: Neighbour, conversation: Conversation, devices: readonly DeviceKey[]): void {
    for (const device of devices) {
      if (this.#tellsRead(neighbour, device)) this.changed(neighbour, conversation, device, 'content');
    }
  }

  /** Sends the gathered changes now, or as soon as the interval allows. */
  flush(neighbour: Neighbour, find: (room: Conversation['room']) => Conversation | undefined): void {
    if (neighbour.haveTimer !== undefined || neighbour.changed.size === 0) return;
    const wait = neighbour.haveAt + haveInterval - this.#env.clock.mono();
    if (wait > 0) {
      neighbour.haveTimer = this.#env.clock.after(wait, () => {
        neighbour.haveTimer = undefined;
        this.flush(neighbour, find);
      });
      return;
    }
    neighbour.haveAt = this.#env.clock.mono();
    for (const [room, keys] of neighbour.changed) {
      const conversation = find(room);
      if (conversation === undefined) continue;
      const records = this.#records(neighbour, conversation, 'all').filter(({ device, kind }) =>
        keys.has(logKey(device, kind)),
      );
      this.#send(neighbour, conversation, records, false);
    }
    neighbour.changed.clear();
  }

  #records(neighbour: Neighbour, conversation: Conversation, scope: 'all' | 'control'): HaveRecord[] {
    const kinds: readonly LogKind[] = scope === 'all' ? ['content', 'control'] : ['control'];
    return kinds.flatMap((kind) =>
      [...conversation.logs[kind]].map(([device, log]) => {
        const read =
          kind === 'content' && this.#tellsRead(neighbour, device) ? (conversation.seen.get(device) ?? 0) : 0;
        return { ...record(device, kind, log), read };
      }),
    );
  }

  /** What I have read is the business of its author alone. */
  #tellsRead({ certificate }: Neighbour, device: DeviceKey): boolean {
    if (certificate.identity === this.#me.identity || !this.#mayTellReads()) return false;
    return this.#certificates.get(device)?.identity === certificate.identity;
  }

  #send(neighbour: Neighbour, conversation: Conversation, records: readonly HaveRecord[], full: boolean): void {
    let at = 0;
    do {
      const part = records.slice(at, at + peerLimits.haveRecords);
      at += peerLimits.haveRecords;
      const body = encodeHave({ room: conversation.contentLog, full, more: at < records.length, records: part });
      this.#links.send(neighbour.certificate.device, encodeFrame(frameTypes.HAVE, body), 'have');
    } while (at < records.length);
  }
}

/** Of several stretches above gaps the newest is told. */
const record = (device: DeviceKey, kind: LogKind, { durable }: LogState): Omit<HaveRecord, 'read'> => {
  const { prefix, ahead } = durable;
  const { from = prefix, to = prefix } = ahead.at(-1) ?? {};
  return { device, kind, prefix, from, to, newest: endOf(durable).id };
};

/** Keeps what a neighbour says of its logs; answers of which of them it holds, or has read, more than before. */
export const remember = (known: Map<LogKey, HaveRecord>, records: readonly HaveRecord[]): HaveRecord[] =>
  records.filter((said) => {
    const key = logKey(said.device, said.kind);
    const before = known.get(key) ?? { prefix: 0, read: 0 };
    known.set(key, said);
    return said.prefix > before.prefix || said.read > before.read;
  });
