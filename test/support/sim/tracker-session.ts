import { AppError, fromBase64url, toBase64url, type Env, type Pipe, Liveness } from '../../../common/base/index.ts';
import { asHex, idBytes, type Certificate, type DeviceKey } from '../../../common/model/index.ts';
import {
  authMessage,
  decodeRequest,
  encodeError,
  encodePush,
  trackerVersion,
  type OwnPresence,
  type Push,
  type ReplyOf,
  type RequestOf,
  type Verb,
  trackerLimits,
} from '../../../common/protocol/tracker/index.ts';
import { TrackerSession } from '../../../src/tracker-client/index.ts';
import type { TestTrackerKeys } from '../tracker-keys.ts';
import type { Inhabitant } from '../world.ts';
import { socketTo, TextPipe } from './text-pipe.ts';
import type { SimHost } from './host.ts';

export const trackerPort = 6060;

/** What a session asks of its tracker. */
export interface SessionOwner {
  readonly keys: TestTrackerKeys;
  account(device: DeviceKey): Certificate | undefined;
  /** Throws AppError for a refusal. */
  answer<V extends Verb>(session: ServerSession, verb: V, params: RequestOf<V>): ReplyOf<V>;
  signedIn(session: ServerSession): void;
  gone(session: ServerSession): void;
}

/** The tracker's end of one connection: HELLO, the door, AUTH. */
export class ServerSession {
  presence: OwnPresence = 'online';
  certificate: Certificate | undefined;
  readonly #env: Env;
  readonly #owner: SessionOwner;
  readonly #socket: TextPipe;
  readonly #liveness: Liveness;
  readonly #nonce: Uint8Array;

  constructor(env: Env, pipe: Pipe, owner: SessionOwner) {
    this.#env = env;
    this.#owner = owner;
    this.#nonce = env.random.bytes(32);
    this.#socket = new TextPipe(pipe, {
      text: (text) => this.#read(text),
      heard: () => this.#liveness.heard(),
      close: () => this.end(),
    });
    this.#liveness = new Liveness(env.clock, trackerLimits, {
      ping: () => this.#socket.ping(),
      dead: () => this.end(),
    });
    this.push(owner.keys.hello('Simulated', this.#nonce, env.clock.wall()));
  }

  push(push: Push): void {
    this.#socket.send(encodePush(push));
  }

  end(): void {
    this.#liveness.dispose();
    this.#socket.destroy();
    this.#owner.gone(this);
  }

  #read(text: string): void {
    this.#liveness.heard();
    const request = decodeRequest(text);
    if ('code' in request) throw new AppError(request.code, `${request.msg}: ${text}`);
    const { id, verb, params } = request;
    try {
      const reply = verb === 'AUTH' ? this.#authenticate(params) : this.#answer(verb, params);
      this.#socket.send(JSON.stringify({ id, status: 'OK', ...reply }));
    } catch (error) {
      this.#socket.send(encodeError(id, AppError.from(error)));
    }
    if (verb === 'AUTH' && this.certificate !== undefined) this.#owner.signedIn(this);
  }

  #answer<V extends Verb>(verb: V, params: RequestOf<V>): ReplyOf<V> {
    if (this.certificate === undefined && verb !== 'SET_PRESENCE') {
      throw new AppError('NOT_AUTHENTICATED', 'nobody has signed in here');
    }
    return this.#owner.answer(this, verb, params);
  }

  #authenticate({ username, device, signature, clientNonce }: RequestOf<'AUTH'>): ReplyOf<'AUTH'> {
    const key = asHex<DeviceKey>(device);
    const account = this.#owner.account(key);
    const message = authMessage(this.#nonce, this.#owner.keys.id, username, device);
    const holds = this.#env.crypto.verify(idBytes(key), message, raw(signature));
    if (account?.username !== username || !holds) throw new AppError('BAD_CREDENTIALS', 'this is not that device');
    this.certificate = account;
    const { identity } = account;
    return this.#owner.keys.signedIn({
      user: username,
      identity,
      device: key,
      nonce: this.#nonce,
      clientNonce: raw(clientNonce),
    });
  }
}

const raw = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);

/** The product's own session with that tracker, signing in by device key. To be started. */
export const sessionWith = (
  env: Env,
  tracker: SimHost,
  { certificate: { username, device }, crypto }: Inhabitant,
  presence: () => OwnPresence = () => 'online',
): TrackerSession =>
  new TrackerSession(env, socketTo(env.net, { host: tracker.address, port: trackerPort }), {
    url: `ws://${tracker.address}:${trackerPort}`,
    presence,
    auth: ({ nonce, clientNonce, tracker: { id } }) => {
      const signature = toBase64url(crypto.sign(authMessage(nonce, id, username, device)));
      return { version: [...trackerVersion], username, device, signature, clientNonce: toBase64url(clientNonce) };
    },
  });
