import type { Crypto } from '../../../common/base/index.ts';
import { type IdentityKey, type LogId, logKey, type RoomId } from '../../../common/model/index.ts';
import {
  decodeEntries,
  decodeHave,
  FrameSplitter,
  frameTypes,
  peerLimits,
  type Frame,
} from '../../../common/protocol/peer/index.ts';
import type { ChatMate } from '../sim/chat-team.ts';
import type { SimPipe } from '../sim/pipe.ts';
import type { Ledger } from './ledger.ts';

type Sender = Pick<ChatMate, 'disk' | 'receipts'>;

/** Reads along what a device sends: nothing is sent, and nothing is said to be held, before it is on its disk. */
export class Wiretap {
  readonly #crypto: Crypto;
  readonly #ledger: Ledger;
  readonly #violated: (what: string) => void;
  readonly #splitters = new WeakMap<SimPipe, FrameSplitter>();

  constructor(crypto: Crypto, ledger: Ledger, violated: (what: string) => void) {
    this.#crypto = crypto;
    this.#ledger = ledger;
    this.#violated = violated;
  }

  hear(pipe: SimPipe, sender: Sender, to: IdentityKey | undefined, bytes: Uint8Array): void {
    const splitter = this.#splitters.get(pipe) ?? new FrameSplitter(peerLimits.frame);
    this.#splitters.set(pipe, splitter);
    splitter.push(bytes);
    for (let frame = splitter.next(); frame !== undefined; frame = splitter.next()) this.#look(sender, to, frame);
  }

  #look({ disk, receipts }: Sender, receiver: IdentityKey | undefined, { type, body }: Frame): void {
    if (type === frameTypes.ENTRIES) {
      for (const { id, seq, log } of decodeEntries(this.#crypto, body).entries) {
        if (!this.#ledger.had(disk, id)) this.#violated(`entry ${seq} is sent and was never synced`);
        this.#demandOwn(log, receiver);
      }
    }
    if (type === frameTypes.HAVE) {
      const { room, records } = decodeHave(body);
      this.#demandOwn(room, receiver);
      for (const record of records) {
        const { prefix, from, to, read } = record;
        const log = logKey(record);
        const held = this.#ledger.hadAll(disk, log, 0, prefix) && this.#ledger.hadAll(disk, log, from, to);
        if (!held) this.#violated(`a HAVE names ${prefix} entries that were never synced`);
        if (read > 0 && !receipts) this.#violated('what was read is told, against the wish of its reader');
      }
    }
  }

  #demandOwn(id: RoomId | LogId, to: IdentityKey | undefined): void {
    if (to !== undefined && !this.#ledger.mayKnow(id, to)) this.#violated('a self room is shown to somebody else');
  }
}
