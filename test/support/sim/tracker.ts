import { AppError, fromBase64url, toBase64url, type Crypto, type Env } from '../../../common/base/index.ts';
import { decodeControl, decodeCertificate, entryFromJson, genesisKey } from '../../../common/log/index.ts';
import { evaluate, type Membership, type Operation } from '../../../common/membership/index.ts';
import { asHex, type Certificate, type RoomKey } from '../../../common/model/index.ts';
import type {
  OwnPresence,
  PeerInfo,
  Push,
  RoomDetail,
  RoomSummary,
  Verb,
} from '../../../common/protocol/tracker/index.ts';
import { SimTrackerLink, type Params } from './tracker-link.ts';

interface SimDevice {
  readonly certificate: Certificate;
  record?: string;
  link: SimTrackerLink | undefined;
}

interface SimRoom {
  readonly operations: Operation[];
  readonly entries: string[];
  readonly certs: Set<string>;
}

/** A tracker without a wire: honest, always there, as slow as the latency given. Its answers have the shapes of W7. */
export class SimTracker {
  readonly #crypto: Crypto;
  readonly devices = new Map<string, SimDevice>();
  readonly #rooms = new Map<RoomKey, SimRoom>();

  constructor(crypto: Crypto) {
    this.#crypto = crypto;
  }

  /** A signed-in session of a device; it ends when disposed. */
  link(env: Env, certificate: Certificate, latency: number): SimTrackerLink {
    const device = this.devices.get(certificate.device) ?? { certificate, link: undefined };
    const link = new SimTrackerLink(this, env, certificate, latency);
    device.link = link;
    this.devices.set(certificate.device, device);
    this.#tellPresence(certificate);
    return link;
  }

  leave(link: SimTrackerLink): void {
    const device = this.devices.get(link.certificate.device);
    if (device?.link !== link) return;
    device.link = undefined;
    this.#tellPresence(link.certificate);
  }

  answer(link: SimTrackerLink, verb: Verb, params: Params): object | AppError {
    switch (verb) {
      case 'ANNOUNCE':
        return this.#announce(link, String(params['record']));
      case 'LIST_PEERS':
        return { peers: this.#identities().map((one) => this.#peer(one)) };
      case 'LOOKUP':
        return this.#lookUp(params);
      case 'LIST_ROOMS':
        return { rooms: this.#list(link.certificate, params['mine'] === true) };
      case 'ROOM_OPS':
        return this.#operations(params);
      case 'CREATE_ROOM':
      case 'JOIN_ROOM':
      case 'LEAVE_ROOM':
      case 'DELETE_ROOM':
      case 'PUT_OPS':
        return this.#take(link, verb, params);
      case 'REGISTER':
      case 'LOGIN':
      case 'AUTH':
      case 'LOGOUT':
        return {};
      case 'SET_PRESENCE':
        return this.#be(link, params['presence'] as OwnPresence);
    }
  }

  #be(link: SimTrackerLink, presence: OwnPresence): object {
    link.presence = presence;
    this.#tellPresence(link.certificate);
    return {};
  }

  #announce(link: SimTrackerLink, record: string): object {
    const device = this.devices.get(link.certificate.device);
    if (device !== undefined) device.record = record;
    this.#tellPresence(link.certificate);
    return { observed: '' };
  }

  #identities(): Certificate[] {
    return [
      ...new Map([...this.devices.values()].map(({ certificate }) => [certificate.identity, certificate])).values(),
    ];
  }

  #peer({ identity, username }: Certificate): PeerInfo {
    const own = [...this.devices.values()].filter((device) => device.certificate.identity === identity);
    const devices = own.map(({ certificate, record, link }) => ({
      device: certificate.device,
      online: link !== undefined && link.presence !== 'invisible',
      lastSeen: 0,
      ...(record === undefined ? {} : { record }),
    }));
    const said = own.flatMap(({ link }) => link?.presence ?? []);
    const presence = said.includes('invisible') ? 'offline' : (said[0] ?? 'offline');
    return { user: username, identity, presence, lastSeen: 0, devices };
  }

  #lookUp({ user, identity }: Params): object | AppError {
    const found = this.#identities().find((one) => one.username === user || one.identity === identity);
    return found === undefined ? new AppError('USER_UNKNOWN', 'nobody') : { peer: this.#peer(found), certs: [] };
  }

  #evaluate(room: RoomKey): Membership | undefined {
    return evaluate(this.#crypto, room, this.#rooms.get(room)?.operations ?? []);
  }

  #detail(room: RoomKey): RoomDetail | undefined {
    const membership = this.#evaluate(room);
    const held = this.#rooms.get(room);
    if (membership === undefined || held === undefined) return undefined;
    const members = this.#identities()
      .filter(({ identity }) => membership.members.has(identity))
      .map((one) => {
        const { devices = [], presence } = this.#peer(one);
        return { user: one.username, identity: one.identity, presence, devices };
      });
    return {
      roomId: room,
      name: membership.name,
      owner: { user: membership.ownerName, identity: membership.owner },
      policy: membership.policy,
      capacity: membership.capacity,
      listed: true,
      online: 0,
      total: membership.members.size,
      ...(membership.closed ? { deleted: true as const } : {}),
      ops: held.operations.length,
      members,
    };
  }

  #list({ identity }: Certificate, mine: boolean): (RoomDetail | RoomSummary)[] {
    const all = [...this.#rooms.keys()].flatMap((room) => this.#detail(room) ?? []);
    if (mine) return all.filter(({ members }) => members.some((member) => member.identity === identity));
    return all.filter(({ deleted }) => deleted !== true).map(summary);
  }

  #operations({ roomId, have }: Params): object | AppError {
    const held = this.#rooms.get(asHex<RoomKey>(String(roomId)));
    if (held === undefined) return new AppError('ROOM_UNKNOWN', 'no such room');
    const counts = (have ?? {}) as Record<string, number>;
    const entries = held.entries.filter((text) => {
      const { device, seq } = entryFromJson(this.#crypto, text);
      return seq >= (counts[device] ?? 0);
    });
    return { certs: [...held.certs], entries };
  }

  #take(link: SimTrackerLink, verb: Verb, params: Params): object {
    const texts = (params['entries'] ?? [params['entry']]) as string[];
    const certs = [...((params['certs'] ?? []) as string[]), toBase64url(link.certificate.bytes)];
    const key = verb === 'CREATE_ROOM' ? this.#genesis(texts[0]) : asHex<RoomKey>(String(params['roomId']));
    const held = this.#rooms.get(key) ?? { operations: [], entries: [], certs: new Set<string>() };
    this.#rooms.set(key, held);
    const known = new Map(
      [...held.certs, ...certs].map((text) => {
        const certificate = decodeCertificate(fromBase64url(text) ?? new Uint8Array(0));
        return [certificate.device, certificate] as const;
      }),
    );
    const fresh: string[] = [];
    for (const text of texts) {
      const entry = entryFromJson(this.#crypto, text);
      const author = known.get(entry.device);
      if (author === undefined || held.operations.some((one) => one.entry.id === entry.id)) continue;
      held.operations.push({ entry, body: decodeControl(entry.body ?? new Uint8Array(0)), author });
      held.entries.push(text);
      held.certs.add(toBase64url(author.bytes));
      fresh.push(text);
    }
    if (fresh.length > 0) this.#tellRoom(key, [...held.certs], fresh);
    return { room: this.#detail(key), certs: [...held.certs], entries: held.entries, have: {} };
  }

  #genesis(text = ''): RoomKey {
    const { body } = entryFromJson(this.#crypto, text);
    return genesisKey(this.#crypto, body ?? new Uint8Array(0));
  }

  #tellPresence(certificate: Certificate): void {
    this.#push(() => ({ status: 'PEER_UPDATE', peers: [this.#peer(certificate)] }));
  }

  #tellRoom(room: RoomKey, certs: string[], entries: string[]): void {
    this.#push(({ certificate }) => {
      const detail = this.#detail(room);
      if (detail === undefined) return undefined;
      const inside = detail.members.some(({ identity }) => identity === certificate.identity);
      return inside
        ? { status: 'ROOM_UPDATE', room: detail, certs, entries }
        : { status: 'ROOM_UPDATE', room: summary(detail) };
    });
  }

  #push(make: (link: SimTrackerLink) => Push | undefined): void {
    for (const { link } of this.devices.values()) {
      const push = link === undefined ? undefined : make(link);
      if (push !== undefined) link?.push(push);
    }
  }
}

const summary = (room: RoomDetail): RoomSummary => {
  const { members, ops, ...rest } = room;
  void members;
  void ops;
  return rest;
};
