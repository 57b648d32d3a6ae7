import { AppError, fromBase64url, type Env } from '../../../common/base/index.ts';
import { decodeDeviceCertificate, decodeNameRecord, verifyNameRecord } from '../../../common/log/index.ts';
import { asHex, type DeviceKey } from '../../../common/model/index.ts';
import {
  trackerAuthMessage,
  trackerIdOf,
  trackerVersion,
  type Push,
  type ReplyOf,
  type RequestOf,
} from '../../../common/protocol/tracker/index.ts';
import type { Hello } from './session-types.ts';

type HelloPush = Extract<Push, { status: 'HELLO' }>;

/** What the last step of a sign-in asks. */
export type LastStep = Extract<RequestOf<'REGISTER' | 'LOGIN' | 'AUTH' | 'RESTORE_ACCOUNT'>, { clientNonce: string }>;

/** Whether OK to this request means signed in. */
export const isLastStep = (params: object): params is LastStep => 'clientNonce' in params;

/** Which tracker this is: its id follows from its keys, is pinned by the first sign-in, and each sign-in proves it (W11). */
export class TrackerProof {
  readonly #env: Pick<Env, 'clock' | 'crypto' | 'random'>;
  readonly #url: string;
  #pinned: string | undefined;

  constructor(env: Pick<Env, 'clock' | 'crypto' | 'random'>, url: string, pinned: string | undefined) {
    this.#env = env;
    this.#url = url;
    this.#pinned = pinned;
  }

  /** VERSION or TRACKER_CHANGED: nothing is to be said to this one. */
  greet({ version, tracker: { name, opaqueKey, signKey }, nonce, time }: HelloPush): Hello | AppError {
    const [theirs, ours] = [version, trackerVersion].map((each) => each.join('.'));
    if (version[0] !== trackerVersion[0])
      return new AppError('VERSION', `The tracker at ${this.#url} speaks version ${theirs}, this program ${ours}.`);
    const keys = { opaqueKey: raw(opaqueKey), signKey: raw(signKey) };
    const id = trackerIdOf(this.#env.crypto, keys);
    if (id !== (this.#pinned ?? id)) return this.#changed();
    const clientNonce = this.#env.random.bytes(32);
    const reading = { wall: time, mono: this.#env.clock.mono() };
    return { tracker: { id, name, ...keys }, nonce: raw(nonce), clientNonce, time: reading };
  }

  /**
   * Pins the tracker that has signed this very sign-in, and the name record, with the key of its HELLO. TRACKER_CHANGED:
   * it has not.
   */
  signedIn(hello: Hello, step: LastStep, reply: object): AppError | undefined {
    if (!this.#isProved(hello, step, reply)) return this.#changed();
    this.#pinned = hello.tracker.id;
    return undefined;
  }

  #isProved({ tracker, clientNonce, nonce }: Hello, step: LastStep, reply: object): boolean {
    const { crypto } = this.#env;
    const { trackerSignature = '', nameRecord = '', user, identity } = reply as Partial<ReplyOf<'AUTH'>>;
    try {
      const message = trackerAuthMessage(clientNonce, nonce, tracker.id, deviceOf(step));
      if (!crypto.verify(tracker.signKey, message, raw(trackerSignature))) return false;
      const record = decodeNameRecord(raw(nameRecord));
      const isTheirs = record.identity === identity && record.username === user;
      return isTheirs && verifyNameRecord(crypto, tracker, record);
    } catch {
      return false;
    }
  }

  #changed(): AppError {
    const details = { tracker: this.#url };
    return new AppError(
      'TRACKER_CHANGED',
      `The tracker at ${this.#url} is not the one that this account knows.`,
      details,
    );
  }
}

const deviceOf = (step: LastStep): DeviceKey =>
  'device' in step ? asHex<DeviceKey>(step.device) : decodeDeviceCertificate(raw(step.certificate)).device;

/** The door has checked that what it reads is base64url. */
const raw = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);
