import { toBase64url, type Clock } from '../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../common/model/index.ts';
import {
  trackerLimits,
  type DeviceInfo,
  type PeerInfo,
  type RoomDetail,
  type RoomSummary,
} from '../../common/protocol/tracker/index.ts';
import type { PeerRepository, Person, StoredDevice } from './repositories/peer-repository.ts';
import type { MemberRow, RoomRepository, RoomRow } from './repositories/room-repository.ts';
import type { Sessions } from './sessions/sessions.ts';

/** What one Device takes in JSON at most, and a Room may: a client reads messages of 1 MiB. */
const deviceBytes = 1100;
const roomBytes = 900 * 1024;

/**
 * People and rooms as one viewer sees them: what is stored, with who is online. An invisible user still dials the members
 * of his rooms, but to everybody except himself he is like one who is away: offline, counted nowhere, his devices offline
 * and, as with all that are offline, without addresses, so that nobody can dial him or tell the two apart.
 */
export class Views {
  readonly #clock: Clock;
  readonly #peers: PeerRepository;
  readonly #rooms: RoomRepository;
  readonly #sessions: Sessions;

  constructor(clock: Clock, peers: PeerRepository, rooms: RoomRepository, sessions: Sessions) {
    this.#clock = clock;
    this.#peers = peers;
    this.#rooms = rooms;
    this.#sessions = sessions;
  }

  /** Without a viewer: as everybody else sees him. */
  peer(
    { username, identity, lastSeen, room }: Person,
    viewer: IdentityKey | undefined,
    devices?: readonly StoredDevice[],
  ): PeerInfo {
    const presence = this.#presence(identity, viewer);
    const present = presence !== 'offline';
    return {
      user: username,
      identity,
      presence,
      lastSeen: present ? this.#clock.wall() : lastSeen,
      ...(room && { room: { ...room } }),
      ...(devices && { devices: devices.map((device) => this.#device(device, present)) }),
    };
  }

  async summaries(rooms: readonly RoomRow[], viewer: IdentityKey | undefined): Promise<RoomSummary[]> {
    const members = Map.groupBy(await this.#rooms.members(rooms.map(({ room }) => room)), ({ room }) => room);
    return rooms.map((row) => this.#summary(row, members.get(row.room) ?? [], viewer));
  }

  /** In the order asked for; those that are not there are left out. */
  async details(rooms: readonly RoomKey[], viewer: IdentityKey): Promise<RoomDetail[]> {
    return (await this.read(rooms))(viewer);
  }

  async detail(room: RoomKey, viewer: IdentityKey): Promise<RoomDetail | undefined> {
    return (await this.details([room], viewer))[0];
  }

  /** Reads them once, for several viewers. */
  async read(rooms: readonly RoomKey[]): Promise<(viewer: IdentityKey | undefined) => RoomDetail[]> {
    const rows = new Map((await this.#rooms.rows(rooms)).map((row) => [row.room, row]));
    const members = await this.#rooms.members(rooms);
    const devices = await this.#devicesOf(new Set(members.map(({ identity }) => identity)));
    const ofRoom = Map.groupBy(members, ({ room }) => room);
    return (viewer) =>
      rooms.flatMap((room) => {
        const row = rows.get(room);
        return row === undefined ? [] : this.#detail(row, ofRoom.get(room) ?? [], devices, viewer);
      });
  }

  async #devicesOf(identities: ReadonlySet<IdentityKey>): Promise<ReadonlyMap<IdentityKey, readonly StoredDevice[]>> {
    return Map.groupBy(await this.#peers.devicesOf([...identities]), ({ identity }) => identity);
  }

  #presence(identity: IdentityKey, viewer: IdentityKey | undefined): PeerInfo['presence'] {
    const presence = this.#sessions.presenceOf(identity) ?? 'offline';
    return presence === 'invisible' && identity !== viewer ? 'offline' : presence;
  }

  #summary(row: RoomRow, members: readonly MemberRow[], viewer: IdentityKey | undefined): RoomSummary {
    const { room, name, owner, ownerName, policy, capacity, closed } = row;
    return {
      roomId: room,
      name,
      owner: { user: ownerName, identity: owner },
      policy,
      capacity,
      listed: name !== '',
      online: members.filter(({ identity }) => this.#presence(identity, viewer) !== 'offline').length,
      total: members.length,
      ...(closed && { deleted: true }),
    };
  }

  #detail(
    row: RoomRow,
    members: readonly MemberRow[],
    devices: ReadonlyMap<IdentityKey, readonly StoredDevice[]>,
    viewer: IdentityKey | undefined,
  ): RoomDetail {
    // newest seen first: in a room with very many devices the oldest are left out
    const most = Math.max(1, Math.floor(roomBytes / deviceBytes / Math.max(1, members.length)));
    return {
      ...this.#summary(row, members, viewer),
      ops: row.ops,
      members: members.map(({ identity, username }) => {
        const presence = this.#presence(identity, viewer);
        const shown = (devices.get(identity) ?? []).slice(0, Math.min(most, trackerLimits.devices));
        const infos = shown.map((device) => this.#device(device, presence !== 'offline'));
        return { user: username, identity, presence, devices: infos };
      }),
    };
  }

  #device({ device, lastSeen, record, observed }: StoredDevice, present: boolean): DeviceInfo {
    const online = present && this.#sessions.isDeviceOnline(device);
    return {
      device,
      online,
      lastSeen: online ? this.#clock.wall() : lastSeen,
      ...(online &&
        record &&
        this.#sessions.hasFreshAddresses(device, this.#clock.mono()) && { record: toBase64url(record) }),
      ...(online && observed !== undefined && { observed }),
    };
  }
}
