import { BoundedMap, type Crypto } from '../../../../common/base/index.ts';
import { logId } from '../../../../common/log/index.ts';
import type { IdentityKey, LogId, LogKind, RoomKey } from '../../../../common/model/index.ts';

/** People and conversations whose logs are known by their ids; whoever has to go is found again when he is named again. */
const maxNamed = 32_768;

/** Whose log it is, and what of. */
export interface LogName {
  readonly room: RoomKey;
  readonly kind: LogKind;
  readonly identity: IdentityKey;
}

/** The ids of logs (W2), and what they name: that cannot be read from them, but only compared with what somebody's would be. */
export class LogIds {
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #ids = new BoundedMap<string, Readonly<Record<LogKind, LogId>>>(maxNamed);
  /** Two of each person and conversation, made and gone with them. */
  readonly #names = new BoundedMap<LogId, LogName>(2 * maxNamed);

  constructor(crypto: Pick<Crypto, 'sha256'>) {
    this.#crypto = crypto;
  }

  idOf(room: RoomKey, kind: LogKind, identity: IdentityKey): LogId {
    return (this.#ids.get(room + identity) ?? this.#name(room, identity))[kind];
  }

  find(log: LogId): LogName | undefined {
    return this.#names.get(log);
  }

  #name(room: RoomKey, identity: IdentityKey): Readonly<Record<LogKind, LogId>> {
    const idOf = (kind: LogKind): LogId => {
      const log = logId(this.#crypto, room, kind, identity);
      this.#names.set(log, { room, kind, identity });
      return log;
    };
    const ids = { content: idOf('content'), control: idOf('control') };
    this.#ids.set(room + identity, ids);
    return ids;
  }
}
