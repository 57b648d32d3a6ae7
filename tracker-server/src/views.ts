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

/** People and rooms as clients see them: what is stored, with who is online. */
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

  peer({ username, identity, lastSeen, room }: Person, devices?: readonly StoredDevice[]): PeerInfo {
    const online = this.#sessions.isOnline(identity);
    return {
      user: username,
      identity,
      presence: online ? 'online' : 'offline',
      lastSeen: online ? this.#clock.wall() : lastSeen,
      ...(room && { room: { ...room } }),
      ...(devices && { devices: devices.map((device) => this.#device(device)) }),
    };
  }

  async summaries(rooms: readonly RoomRow[]): Promise<RoomSummary[]> {
    const members = Map.groupBy(await this.#rooms.members(rooms.map(({ room }) => room)), ({ room }) => room);
    return rooms.map((row) => this.#summary(row, members.get(row.room) ?? []));
  }

  /** In the order asked for; those that are not there are left out. */
  async details(rooms: readonly RoomKey[]): Promise<RoomDetail[]> {
    const rows = new Map((await this.#rooms.rows(rooms)).map((row) => [row.room, row]));
    const members = await this.#rooms.members(rooms);
    const devices = await this.#devicesOf(new Set(members.map(({ identity }) => identity)));
    const ofRoom = Map.groupBy(members, ({ room }) => room);
    return rooms.flatMap((room) => {
      const row = rows.get(room);
      return row === undefined ? [] : this.#detail(row, ofRoom.get(room) ?? [], devices);
    });
  }

  async detail(room: RoomKey): Promise<RoomDetail | undefined> {
    const [found] = await this.details([room]);
    return found;
  }

  async #devicesOf(identities: ReadonlySet<IdentityKey>): Promise<ReadonlyMap<IdentityKey, readonly StoredDevice[]>> {
    return Map.groupBy(await this.#peers.devicesOf([...identities]), ({ identity }) => identity);
  }

  #summary(row: RoomRow, members: readonly MemberRow[]): RoomSummary {
    const { room, name, owner, ownerName, policy, capacity, closed } = row;
    return {
      roomId: room,
      name,
      owner: { user: ownerName, identity: owner },
      policy,
      capacity,
      listed: name !== '',
      online: members.filter(({ identity }) => this.#sessions.isOnline(identity)).length,
      total: members.length,
      ...(closed && { deleted: true }),
    };
  }

  #detail(
    row: RoomRow,
    members: readonly MemberRow[],
    devices: ReadonlyMap<IdentityKey, readonly StoredDevice[]>,
  ): RoomDetail {
    // newest seen first: in a room with very many devices the oldest are left out
    const most = Math.max(1, Math.floor(roomBytes / deviceBytes / Math.max(1, members.length)));
    return {
      ...this.#summary(row, members),
      ops: row.ops,
      members: members.map(({ identity, username }) => ({
        user: username,
        identity,
        presence: this.#sessions.isOnline(identity) ? 'online' : 'offline',
        devices: (devices.get(identity) ?? [])
          .slice(0, Math.min(most, trackerLimits.devices))
          .map((device) => this.#device(device)),
      })),
    };
  }

  #device({ device, lastSeen, record, observed }: StoredDevice): DeviceInfo {
    const online = this.#sessions.isDeviceOnline(device);
    return {
      device,
      online,
      lastSeen: online ? this.#clock.wall() : lastSeen,
      ...(record && { record: toBase64url(record) }),
      ...(observed !== undefined && { observed }),
    };
  }
}
