import { AppError, fromBase64url, toDisposable, type Crypto, type Env } from '../../../common/base/index.ts';
import { decodeCertificate, entryFromJson, genesisKey } from '../../../common/log/index.ts';
import {
  asHex,
  type Certificate,
  type DeviceKey,
  type Entry,
  type IdentityKey,
  type RoomKey,
} from '../../../common/model/index.ts';
import type { PeerInfo, Push, ReplyOf, RequestOf, RoomDetail, Verb } from '../../../common/protocol/tracker/index.ts';
import { logOf, logPage } from '../../../tracker-server/src/rooms/log-page.ts';
import { haveOf } from '../../../tracker-server/src/rooms/room-state.ts';
import type { Inhabitant, SimHost, World } from '../world.ts';
import { TrackerBook, type KnownRoom } from './tracker-book.ts';
import type { TestTrackerKeys } from '../tracker-keys.ts';
import { ServerSession, trackerPort, type SessionOwner } from './tracker-session.ts';
import { detailOf, peerOf, summaryOf, type SimDevice } from './tracker-views.ts';

type Params = Readonly<Record<string, unknown>>;

/** An honest tracker on a machine of its own. What it knows outlives its death; its sessions do not. */
export class SimTracker implements SessionOwner {
  readonly host: SimHost;
  readonly me: Inhabitant;
  readonly keys: TestTrackerKeys;
  readonly book: TrackerBook;
  readonly #world: World;
  readonly #crypto: Crypto;
  readonly #devices = new Map<DeviceKey, SimDevice>();
  /** Somebody whom it calls a member of every room, though he never signed that he is. */
  liesOf: Pick<Certificate, 'identity' | 'username'> | undefined;
  #sessions = new Set<ServerSession>();

  constructor(world: World) {
    this.#world = world;
    this.me = world.person('tracker');
    this.#crypto = this.me.crypto;
    this.keys = world.tracker;
    this.host = world.host('tracker');
    this.book = new TrackerBook({ crypto: this.#crypto, identity: this.keys });
    world.network.shape([this.host], undefined, { latency: [1, 5], loss: 0, chop: [1000, 20_000] });
    this.start();
  }

  /** From now on it knows this device, as after a registration. */
  register(certificate: Certificate): void {
    this.#devices.set(certificate.device, { certificate, session: undefined });
  }

  start(): void {
    this.#world.start(this.host, this.me, (env) => this.#program(env));
  }

  /** Every session is lost; the people hear of it now, or when it is back. */
  kill(word: 'reset' | 'silence'): void {
    this.#world.kill(this.host, 'kept', word);
    this.#forgetSessions();
  }

  account(device: DeviceKey): Certificate | undefined {
    return this.#devices.get(device)?.certificate;
  }

  /** A device has one session: an earlier one of it is told and ended. */
  signedIn(session: ServerSession): void {
    const device = session.certificate && this.#devices.get(session.certificate.device);
    if (device === undefined) return;
    const earlier = device.session;
    device.session = session;
    if (earlier !== undefined) {
      earlier.push({ status: 'REPLACED' });
      earlier.end();
    }
    this.#tellPresence(device.certificate);
  }

  gone(session: ServerSession): void {
    if (!this.#sessions.delete(session) || session.certificate === undefined) return;
    const device = this.#devices.get(session.certificate.device);
    if (device?.session !== session) return;
    device.session = undefined;
    this.#tellPresence(session.certificate);
  }

  answer<V extends Verb>(session: ServerSession, verb: V, params: RequestOf<V>): ReplyOf<V> {
    return this.#answer(session, verb, params) as ReplyOf<V>;
  }

  #program(env: Env): { dispose(): void } {
    const listener = env.net.listen(
      { port: trackerPort },
      {
        listening: () => {},
        failed: (why) => {
          throw new AppError('INTERNAL', why);
        },
        pipe: (pipe) => this.#sessions.add(new ServerSession(env, pipe, this)),
      },
    );
    return toDisposable(() => {
      listener.dispose();
      const all = this.#sessions;
      this.#forgetSessions();
      for (const session of all) session.end();
    });
  }

  #forgetSessions(): void {
    this.#sessions = new Set();
    for (const device of this.#devices.values()) device.session = undefined;
  }

  #answer(session: ServerSession, verb: Verb, params: Params): object {
    const me = session.certificate;
    switch (verb) {
      case 'SET_PRESENCE':
        session.presence = params['presence'] as ServerSession['presence'];
        if (me !== undefined) this.#tellPresence(me);
        return {};
      case 'ANNOUNCE':
        return this.#announce(me as Certificate, String(params['record']));
      case 'LIST_PEERS':
        return { peers: [...this.#people.values()].map((one) => this.#peer(one)) };
      case 'LOOKUP':
        return this.#lookUp(params);
      case 'LIST_ROOMS':
        return { rooms: this.#list(me as Certificate, params['mine'] === true) };
      case 'ROOM_OPS':
        return logPage(this.book.find(roomOf(params)), (params['have'] ?? {}) as Record<string, number>, 0);
      case 'CREATE_ROOM':
      case 'JOIN_ROOM':
      case 'LEAVE_ROOM':
      case 'DELETE_ROOM':
      case 'PUT_OPS':
        return this.#write(verb, params);
      case 'REGISTER':
      case 'LOGIN':
      case 'AUTH':
      case 'RESTORE_ACCOUNT':
      case 'LOGOUT':
        return {};
    }
  }

  get #people(): ReadonlyMap<IdentityKey, Certificate> {
    return new Map([...this.#devices.values()].map(({ certificate }) => [certificate.identity, certificate]));
  }

  #peer({ identity, username }: Pick<Certificate, 'identity' | 'username'>): PeerInfo {
    return peerOf(identity, username, this.#devices.values());
  }

  #announce({ device }: Certificate, record: string): object {
    const known = this.#devices.get(device);
    if (known !== undefined) known.record = record;
    this.#tellPresence((known as SimDevice).certificate);
    return { observed: '' };
  }

  #lookUp({ user, identity }: Params): object {
    const found = [...this.#people.values()].find((one) => one.username === user || one.identity === identity);
    if (found === undefined) throw new AppError('USER_UNKNOWN', 'nobody');
    return { peer: this.#peer(found), certs: [] };
  }

  #detail(room: KnownRoom): RoomDetail {
    return detailOf(room, this.liesOf, (member) => this.#peer(member));
  }

  #list({ identity }: Certificate, mine: boolean): object[] {
    const all = [...this.book.all];
    if (mine) return all.filter(({ membership }) => membership.members.has(identity)).map((room) => this.#detail(room));
    return all.filter(({ membership }) => !membership.closed).map((room) => summaryOf(this.#detail(room)));
  }

  #write(verb: Verb, params: Params): object {
    const texts = (params['entries'] ?? [params['entry']]) as string[];
    const entries = texts.map((text) => entryFromJson(this.#crypto, text));
    const own = entries.flatMap(({ device }) => this.account(device) ?? []);
    const offered = ((params['certs'] ?? []) as string[]).map((text) =>
      decodeCertificate(fromBase64url(text) ?? new Uint8Array(0)),
    );
    const { before, after, fresh } = this.book.write({
      room: verb === 'CREATE_ROOM' ? this.#genesis(entries) : roomOf(params),
      entries,
      certificates: [...offered, ...own],
      causal: verb !== 'PUT_OPS',
      mayBeNew: verb === 'CREATE_ROOM' || verb === 'PUT_OPS',
    });
    if (fresh.length > 0) this.#tellRoom(before, after, fresh);
    if (verb === 'JOIN_ROOM') return { room: this.#detail(after), ...logPage(after, {}, 0) };
    return verb === 'PUT_OPS' ? { have: haveOf(after) } : { room: this.#detail(after) };
  }

  #genesis([first]: readonly Entry[]): RoomKey {
    return genesisKey(this.#crypto, first?.body ?? new Uint8Array(0));
  }

  #tellPresence(certificate: Certificate): void {
    this.#push(() => ({ status: 'PEER_UPDATE', peers: [this.#peer(certificate)] }));
  }

  #tellRoom(before: KnownRoom | undefined, after: KnownRoom, fresh: readonly Entry[]): void {
    const detail = this.#detail(after);
    const inside = new Set([...(before?.membership.members.keys() ?? []), ...after.membership.members.keys()]);
    this.#push(({ identity }) =>
      inside.has(identity)
        ? { status: 'ROOM_UPDATE', room: detail, ...logOf(after, fresh) }
        : { status: 'ROOM_UPDATE', room: summaryOf(detail) },
    );
  }

  #push(make: (to: Certificate) => Push): void {
    for (const { session, certificate } of this.#devices.values()) session?.push(make(certificate));
  }
}

const roomOf = ({ roomId }: Params): RoomKey => asHex<RoomKey>(String(roomId));
