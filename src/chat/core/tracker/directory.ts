import { fromBase64url, type Addr, type Env } from '../../../../common/base/index.ts';
import {
  asHex,
  limits,
  type AddressRecord,
  type DeviceKey,
  type IdentityKey,
  type Presence,
} from '../../../../common/model/index.ts';
import { addressesIn, readAddressRecord } from './address-records.ts';
import type { DeviceInfo, PeerInfo, RoomDetail } from '../../../../common/protocol/tracker/index.ts';

export interface KnownDevice {
  readonly device: DeviceKey;
  readonly online: boolean;
  /** Verified and the newest. */
  readonly record?: AddressRecord;
}

export interface KnownPerson {
  readonly identity: IdentityKey;
  readonly username: string;
  /** The tracker's word; undefined while there is none. */
  readonly presence: Presence | undefined;
  readonly lastSeen: number;
  readonly roomName?: string;
  readonly devices: ReadonlyMap<DeviceKey, KnownDevice>;
}

const maxPeople = 20_000;

/** What the tracker says about people: presence and where their devices are. Belief only; nothing here decides who is who. */
export class Directory {
  readonly #env: Pick<Env, 'clock' | 'crypto'>;
  readonly #onChanged: (person: KnownPerson) => void;
  readonly #people = new Map<IdentityKey, KnownPerson>();

  /** `onChanged`: what is shown of somebody, or where to find one of the devices, is different now. */
  constructor(env: Pick<Env, 'clock' | 'crypto'>, onChanged: (person: KnownPerson) => void = () => {}) {
    this.#env = env;
    this.#onChanged = onChanged;
  }

  get people(): Iterable<KnownPerson> {
    return this.#people.values();
  }

  get(identity: IdentityKey): KnownPerson | undefined {
    return this.#people.get(identity);
  }

  /**
   * How somebody is seen. The tracker's word counts as long as there is one: a link to somebody who wants to be invisible is no
   * reason to show it. Without the tracker a link tells.
   */
  presence(identity: IdentityKey, linked: boolean): Presence {
    return this.#people.get(identity)?.presence ?? (linked ? 'online' : 'offline');
  }

  /** Answers whether presence changed. */
  update(peer: PeerInfo): boolean {
    const identity = asHex<IdentityKey>(peer.identity);
    const before = this.#people.get(identity);
    if (before === undefined && this.#people.size >= maxPeople) return false;
    // of myself the tracker tells how it is, of others never
    const presence = peer.presence === 'invisible' ? 'offline' : peer.presence;
    const online = presence !== 'offline';
    const roomName = peer.room?.name ?? (peer.room === undefined ? undefined : before?.roomName);
    const known: KnownPerson = {
      identity,
      username: peer.user,
      presence,
      lastSeen: peer.lastSeen,
      ...(roomName === undefined ? {} : { roomName }),
      devices: this.#merge(before?.devices ?? new Map(), peer.devices, online),
    };
    this.#people.set(identity, known);
    if (before === undefined || looksDifferent(before, known) || areElsewhere(before, known)) this.#onChanged(known);
    return (before?.presence ?? 'offline') !== presence;
  }

  /** The members of one of my rooms; answers those whose presence changed. */
  updateMembers(members: RoomDetail['members']): PeerInfo[] {
    return members
      .map((member) => {
        const lastSeen = Math.max(0, ...member.devices.map((device) => device.lastSeen));
        const { roomName } = this.#people.get(asHex<IdentityKey>(member.identity)) ?? {};
        const room = roomName === undefined ? {} : { room: { roomId: '0'.repeat(64), name: roomName } };
        return { ...member, lastSeen, ...room };
      })
      .filter((peer) => this.update(peer));
  }

  /** The tracker is gone: nobody's presence is known any more, but where they were still is. */
  forgetPresence(): void {
    for (const [identity, person] of this.#people) this.#people.set(identity, { ...person, presence: undefined });
  }

  addresses(device: KnownDevice): Addr[] {
    if (device.record === undefined || device.record.expires < this.#env.clock.wall()) return [];
    return addressesIn(device.record);
  }

  #merge(
    before: ReadonlyMap<DeviceKey, KnownDevice>,
    devices: readonly DeviceInfo[] | undefined,
    online: boolean,
  ): ReadonlyMap<DeviceKey, KnownDevice> {
    if (devices === undefined) {
      return online ? before : new Map([...before].map(([key, device]) => [key, { ...device, online: false }]));
    }
    return new Map(
      devices.slice(0, limits.devicesPerIdentity).map((info) => {
        const device = asHex<DeviceKey>(info.device);
        const record = newer(this.#record(device, info.record), before.get(device)?.record);
        return [device, { device, online: info.online, ...(record === undefined ? {} : { record }) }];
      }),
    );
  }

  #record(device: DeviceKey, text: string | undefined): AddressRecord | undefined {
    const bytes = text === undefined ? undefined : fromBase64url(text);
    return bytes && readAddressRecord(this.#env.crypto, device, bytes);
  }
}

const looksDifferent = (a: KnownPerson, b: KnownPerson): boolean =>
  a.username !== b.username || a.presence !== b.presence || a.lastSeen !== b.lastSeen || a.roomName !== b.roomName;

const areElsewhere = (a: KnownPerson, b: KnownPerson): boolean =>
  a.devices.size !== b.devices.size ||
  [...b.devices].some(([key, { online, record }]) => {
    const before = a.devices.get(key);
    return before?.online !== online || before.record?.made !== record?.made;
  });

const newer = (a: AddressRecord | undefined, b: AddressRecord | undefined): AddressRecord | undefined =>
  a === undefined || (b !== undefined && b.made > a.made) ? b : a;
