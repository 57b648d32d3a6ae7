import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';
import { type DeviceKey, type LogKey, logKey, type RoomKey } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { ownerOf, type LogOwner } from './log-owner.ts';

/** What somebody says of a log. Whose it is shows with the certificate of its author. */
export interface Claim extends HaveRecord {
  readonly owner: LogOwner | undefined;
}

/** Of a log whose author is known. */
export type OwnedClaim = Claim & { readonly owner: LogOwner };

export const isOwned = (claim: Claim): claim is OwnedClaim => claim.owner !== undefined;

type Claims = Map<LogKey, Claim>;
type FindOwner = (record: HaveRecord) => LogOwner | undefined;

/** Logs of which one linked device may speak. */
const maxRecords = 20_000;

/** What a linked device says that it holds. */
export class PeerClaims {
  readonly #byRoom = new Map<RoomKey, Claims>();
  /** Logs of which it is not known whose they are, by device. */
  readonly #unowned = new Map<DeviceKey, Map<LogKey, RoomKey>>();
  /** How many logs are in all. Counted: no frame costs more for those that came before it. */
  #records = 0;

  /** Of one conversation; undefined while it has said nothing of it. */
  of(room: RoomKey): ReadonlyMap<LogKey, Claim> | undefined {
    return this.#byRoom.get(room);
  }

  get rooms(): Iterable<RoomKey> {
    return this.#byRoom.keys();
  }

  /** Room for so many more. */
  hasRoomFor(more: number): boolean {
    return this.#records + more <= maxRecords;
  }

  /** Answers of which logs whose author is known it holds, or has read, more than before. */
  add(room: RoomKey, records: readonly HaveRecord[], findOwner: FindOwner): OwnedClaim[] {
    const known: Claims = this.#byRoom.get(room) ?? new Map();
    this.#byRoom.set(room, known);
    const before = known.size;
    const grown = records.flatMap((record) => {
      const key = logKey(record);
      const earlier = known.get(key);
      const claim = { ...record, owner: earlier?.owner ?? findOwner(record) };
      known.set(key, claim);
      if (claim.owner === undefined) this.#setUnowned(room, claim.device, key);
      const isMore = record.newest !== earlier?.newest || record.prefix > earlier.prefix || record.read > earlier.read;
      return isOwned(claim) && isMore ? [claim] : [];
    });
    this.#records += known.size - before;
    return grown;
  }

  /**
   * A certificate of this device is here: what was said of its logs counts now, if it is heard at all. Answers of which, and where.
   */
  own(
    device: DeviceKey,
    certificates: Pick<Certificates, 'identitiesOf'>,
    conversations: Pick<Conversations, 'get'>,
    isHeard: (conversation: Conversation, owner: LogOwner) => boolean,
  ): readonly (readonly [Conversation, OwnedClaim])[] {
    const open = this.#unowned.get(device);
    return [...(open ?? [])].flatMap(([key, room]): [Conversation, OwnedClaim][] => {
      const claim = this.#byRoom.get(room)?.get(key);
      const conversation = conversations.get(room);
      const owner = claim && conversation && ownerOf(certificates, conversation, claim);
      if (claim === undefined || conversation === undefined || owner === undefined) return [];
      open?.delete(key);
      if (open?.size === 0) this.#unowned.delete(device);
      if (!isHeard(conversation, owner)) return this.#forget(room, key);
      const owned = { ...claim, owner };
      this.#byRoom.get(room)?.set(key, owned);
      return [[conversation, owned]];
    });
  }

  #forget(room: RoomKey, key: LogKey): never[] {
    if (this.#byRoom.get(room)?.delete(key) === true) this.#records--;
    return [];
  }

  #setUnowned(room: RoomKey, device: DeviceKey, key: LogKey): void {
    const open = this.#unowned.get(device) ?? new Map<LogKey, RoomKey>();
    this.#unowned.set(device, open.set(key, room));
  }
}
