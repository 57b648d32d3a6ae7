import type { DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import { trackerLimits, type OwnPresence } from '../../../common/protocol/tracker/index.ts';
import { isLoopback } from '../options.ts';
import { closeCodes } from './connection.ts';
import type { Actor, Session } from './session.ts';

/** What one session says counts for its user, the first of these that any says. */
const precedence: readonly OwnPresence[] = ['invisible', 'dnd', 'online', 'away'];

/** The sessions there are, and who is online by them. */
export class Sessions {
  readonly #all = new Set<Session>();
  readonly #byDevice = new Map<DeviceKey, Session>();
  readonly #byIdentity = new Map<IdentityKey, Set<Session>>();
  readonly #perSource = new Map<string, number>();

  get all(): ReadonlySet<Session> {
    return this.#all;
  }

  /** How many are there. */
  get people(): number {
    return this.#byIdentity.size;
  }

  get signedIn(): Iterable<Session> {
    return this.#byDevice.values();
  }

  /** Whether another connection from there may come in; programs of this machine are not held back by its address. */
  admits(source: string, limited: boolean): boolean {
    if (this.#all.size >= trackerLimits.connections) return false;
    return !limited || isLoopback(source) || this.#ofSource(source) < trackerLimits.connectionsPerAddress;
  }

  of(identity: IdentityKey): Iterable<Session> {
    return this.#byIdentity.get(identity) ?? [];
  }

  /** The truth, for the user himself; undefined when no session of his is there. */
  presenceOf(identity: IdentityKey): OwnPresence | undefined {
    const said = new Set([...this.of(identity)].map(({ presence }) => presence));
    return precedence.find((presence) => said.has(presence));
  }

  isDeviceOnline(device: DeviceKey): boolean {
    return this.#byDevice.has(device);
  }

  /** Whether the addresses of a device still hold: by the time since they came in, whatever our clock shows. */
  hasFreshAddresses(device: DeviceKey, now: number): boolean {
    return now < (this.#byDevice.get(device)?.addressesUntil ?? Infinity);
  }

  add(session: Session): void {
    this.#all.add(session);
    this.#perSource.set(session.source, this.#ofSource(session.source) + 1);
  }

  /** A device has one session: an earlier one of it is told and ended. */
  signIn(session: Session, actor: Actor): void {
    const earlier = this.#byDevice.get(actor.device);
    if (earlier !== undefined) {
      this.#signOut(earlier, actor);
      earlier.push({ status: 'REPLACED' });
      earlier.end(closeCodes.policy, 'signed in elsewhere');
    }
    session.state = { kind: 'signedIn', actor };
    this.#byDevice.set(actor.device, session);
    const own = this.#byIdentity.get(actor.identity) ?? new Set();
    this.#byIdentity.set(actor.identity, own.add(session));
  }

  /** Answers who was signed in by it until now; undefined if it was nobody or has been replaced. */
  remove(session: Session): Actor | undefined {
    if (!this.#all.delete(session)) return undefined;
    const left = this.#ofSource(session.source) - 1;
    if (left > 0) this.#perSource.set(session.source, left);
    else this.#perSource.delete(session.source);
    const { actor } = session;
    if (actor === undefined || this.#byDevice.get(actor.device) !== session) return undefined;
    this.#signOut(session, actor);
    return actor;
  }

  #ofSource(source: string): number {
    return this.#perSource.get(source) ?? 0;
  }

  #signOut(session: Session, { device, identity }: Actor): void {
    this.#byDevice.delete(device);
    const own = this.#byIdentity.get(identity);
    own?.delete(session);
    if (own?.size === 0) this.#byIdentity.delete(identity);
  }
}
