import { client as opaque, ready } from '@serenity-kit/opaque';
import { WebSocket, type ClientOptions } from 'ws';
import { fromBase64url, toBase64url } from '../../common/base/index.ts';
import { decodeCertificate } from '../../common/log/index.ts';
import type { Certificate } from '../../common/model/index.ts';
import { foldName } from '../../common/text/index.ts';
import { authMessage, decodeServerText, trackerIdOf, type Push } from '../../common/protocol/tracker/index.ts';
import { nodeCrypto } from '../../src/identity/index.ts';
import type { AccountCopy } from '../../src/identity/device.ts';
import type { TestDevice } from './people.ts';

const raw = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);

/** The smallest stretching there is: these tests are about the tracker, which takes no part in it. */
const keyStretching = { 'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 } };
const vault = { v: 1 as const, salt: 'A'.repeat(43), iv: 'A'.repeat(16), ct: 'A'.repeat(64) };

export type RawReply = Readonly<Record<string, unknown>> & {
  readonly id: number | null;
  readonly status: string;
  readonly code?: string;
};
export type PushOf<S extends Push['status']> = Extract<Push, { status: S }>;

/** The certificates that a reply or push brings. */
export const certificatesIn = (said: object): readonly Certificate[] =>
  ((said as { readonly certs?: readonly string[] }).certs ?? []).map((text) => decodeCertificate(raw(text)));

/** A WebSocket to a tracker that sends whatever it is told, and notes everything it hears. */
export class RawClient implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly pushes: Push[] = [];
  readonly replies: RawReply[] = [];
  readonly clientNonce: Uint8Array = new Uint8Array(32).fill(3);
  /** What whoever registered here keeps. */
  copy: AccountCopy | undefined;
  /** The close code. */
  readonly closed: Promise<number>;
  #lastId = 0;
  readonly #wakers = new Set<() => void>();

  private constructor(url: string, options: ClientOptions) {
    this.socket = new WebSocket(url, { perMessageDeflate: false, ...options });
    this.socket.on('message', (data: Buffer) => this.#onText(data.toString('utf8')));
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.#wake());
  }

  /** Rejects when the tracker does not let it in. */
  static async connect(url: string, options: ClientOptions = {}): Promise<RawClient> {
    const client = new RawClient(url, options);
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    await client.push('HELLO');
    return client;
  }

  get hello(): PushOf<'HELLO'> {
    const hello = this.pushes.find((push) => push.status === 'HELLO');
    if (hello?.status !== 'HELLO') throw new Error('no HELLO yet');
    return hello;
  }

  async request(cmd: string, params: object = {}): Promise<RawReply> {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ id, cmd, ...params }));
    return this.until(() => this.replies.find((reply) => reply.id === id));
  }

  /** The reply to something that is no request. */
  async answerTo(data: string | Buffer): Promise<RawReply> {
    const before = this.replies.length;
    this.socket.send(data);
    return this.until(() => this.replies[before]);
  }

  /** The first push of a kind for which the condition holds, heard already or later. */
  push<S extends Push['status']>(status: S, where: (push: PushOf<S>) => boolean = () => true): Promise<PushOf<S>> {
    return this.until(() =>
      this.pushes.find((push): push is PushOf<S> => push.status === status && where(push as PushOf<S>)),
    );
  }

  /** Waits for something among what was heard. */
  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (this.socket.readyState >= WebSocket.CLOSING) throw new Error('the connection has ended');
      await new Promise<void>((resolve) => this.#wakers.add(resolve));
    }
  }

  /** `stretching`: what happens while the password is stretched. */
  async register(
    { certificate, crypto }: TestDevice,
    password: string,
    stretching?: () => Promise<void>,
  ): Promise<RawReply> {
    await ready;
    const { username } = certificate;
    const { clientRegistrationState, registrationRequest } = opaque.startRegistration({ password });
    const start = await this.request('REGISTER', { step: 'start', version: [1, 0], username, registrationRequest });
    if (start.status !== 'OK') return start;
    await stretching?.();
    const { registrationRecord } = opaque.finishRegistration({
      password,
      clientRegistrationState,
      registrationResponse: String(start['registrationResponse']),
      identifiers: this.#identifiers(username),
      keyStretching,
    });
    this.copy = { registrationRecord, vault };
    return this.request('REGISTER', {
      step: 'finish',
      username,
      ...this.copy,
      certificate: toBase64url(certificate.own.bytes),
      ...this.proof({ certificate, crypto }),
    });
  }

  /** Both password steps; the reply of the last one, or BAD_CREDENTIALS of our own when OPAQUE fails here. */
  async prove(username: string, password: string, stretching?: () => Promise<void>): Promise<RawReply> {
    await ready;
    const { clientLoginState, startLoginRequest } = opaque.startLogin({ password });
    const start = await this.request('LOGIN', { step: 'start', version: [1, 0], username, startLoginRequest });
    if (start.status !== 'OK') return start;
    await stretching?.();
    const finish = opaque.finishLogin({
      password,
      clientLoginState,
      loginResponse: String(start['loginResponse']),
      identifiers: this.#identifiers(username),
      keyStretching,
    });
    if (finish === undefined) return { id: null, status: 'ERROR', code: 'BAD_CREDENTIALS' };
    return this.request('LOGIN', { step: 'finish', finishLoginRequest: finish.finishLoginRequest });
  }

  enter(device: TestDevice): Promise<RawReply> {
    const certificate = toBase64url(device.certificate.own.bytes);
    return this.request('LOGIN', { step: 'device', certificate, ...this.proof(device) });
  }

  auth(device: TestDevice): Promise<RawReply> {
    const { username, device: key } = device.certificate;
    return this.request('AUTH', { version: [1, 0], username, device: key, ...this.proof(device) });
  }

  /** Brings the device back, with the account if a copy of that is given. `nameRecord`: as the tracker signed it. */
  restore(device: TestDevice, nameRecord: string, account?: AccountCopy): Promise<RawReply> {
    return this.request('RESTORE_ACCOUNT', {
      version: [1, 0],
      username: device.certificate.username,
      nameRecord,
      ...(account && { account }),
      certificate: toBase64url(device.certificate.own.bytes),
      ...this.proof(device),
    });
  }

  /** What the device proves itself with on this connection. */
  proof({ certificate, crypto }: TestDevice): { readonly signature: string; readonly clientNonce: string } {
    const message = authMessage(raw(this.hello.nonce), this.trackerId, certificate.username, certificate.device);
    return { signature: toBase64url(crypto.sign(message)), clientNonce: toBase64url(this.clientNonce) };
  }

  /** As its keys say. */
  get trackerId(): string {
    const { opaqueKey, signKey } = this.hello.tracker;
    return trackerIdOf(nodeCrypto(), { opaqueKey: raw(opaqueKey), signKey: raw(signKey) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #identifiers(username: string): { client: string; server: string } {
    return { client: foldName(username), server: this.trackerId };
  }

  #onText(text: string): void {
    const message = decodeServerText(text);
    if (message.kind === 'push') this.pushes.push(message.push);
    else if (message.kind === 'reply') this.replies.push(JSON.parse(text) as RawReply);
    else throw new Error(`the tracker sent ${text.slice(0, 100)}`);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}
