import { toHex, type Disposable, type Env } from '../../../common/base/index.ts';
import type { LinkEvents, Target } from '../../../common/model/index.ts';
import { DialScheduler } from './dial-scheduler.ts';
import { defaultConfig } from './config.ts';
import { LinkManager, type ManagerEvents } from './link-manager.ts';
import type { LinkSummary, PeerEvents, PeerOptions } from './ports.ts';

/** This device among the others: listens, dials, and keeps one link in use with each device that is there. */
export class Peer implements Disposable {
  readonly #env: Env;
  readonly #options: PeerOptions;
  readonly #events: LinkEvents & PeerEvents;
  readonly #manager: LinkManager;
  readonly #dialler: DialScheduler;
  /** Queues an encoded frame on the link in use; dropped if there is none. */
  readonly send: LinkManager['send'];
  #listener: Disposable | undefined;
  #listening: number | undefined;
  /** The port of last time, which others may remember. */
  #lastPort: number | undefined;
  #targets: readonly Target[] = [];
  #stopped = true;
  #disposed = false;

  constructor(env: Env, options: PeerOptions, events: LinkEvents & PeerEvents) {
    const { me, authority } = options;
    const config = { ...defaultConfig, ...options.limits };
    this.#env = env;
    this.#options = options;
    this.#events = events;
    this.#manager = new LinkManager(
      env,
      { me, authority, config, boot: toHex(env.random.bytes(8)) },
      this.#managerEvents(),
    );
    this.send = this.#manager.send;
    this.#dialler = new DialScheduler(env, {
      me: me.device,
      config,
      linked: (device) => this.#manager.has(device),
      sendHello: (pipe, target, done) => this.#manager.sendHello(pipe, target, done),
    });
  }

  /** The port that others can dial; undefined until `onListening`. */
  get listening(): number | undefined {
    return this.#listening;
  }

  start(): void {
    if (!this.#stopped || this.#disposed) return;
    this.#stopped = false;
    const { listen } = this.#options;
    const again = this.#lastPort !== undefined && (listen.orAny === true || listen.port === 0);
    this.#listen(again ? { ...listen, port: this.#lastPort ?? 0, orAny: true } : listen);
    if (this.#targets.length > 0) this.#dialler.seek(this.#targets);
  }

  /** Nobody is listened to, dialled or linked with until `start`. */
  stop(): void {
    if (this.#stopped || this.#disposed) return;
    this.#stopped = true;
    this.#listener?.dispose();
    this.#listener = undefined;
    this.#listening = undefined;
    this.#dialler.seek([]);
    this.#manager.leave();
  }

  /** The devices to be linked with from now on; replaces the last list. Links with others stay. */
  seek(targets: readonly Target[]): void {
    this.#targets = targets;
    if (!this.#disposed && !this.#stopped) this.#dialler.seek(targets);
  }

  /** HAVE and answers may be produced for this device. If not, `onDrained` follows, or the link ends. */
  requestRoom(device: Target['device']): boolean {
    return this.#manager.requestRoom(device);
  }

  links(): readonly LinkSummary[] {
    return this.#manager.links();
  }

  /** Throws when an invariant is broken. */
  assertInvariants(): void {
    this.#manager.assertInvariants();
    this.#dialler.assertInvariants();
  }

  /** Says goodbye on every link and lets go of everything; the pipes close by themselves soon after. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#listener?.dispose();
    this.#listening = undefined;
    this.#dialler.dispose();
    this.#manager.dispose();
  }

  #listen(at: PeerOptions['listen']): void {
    if (this.#disposed || this.#stopped) return;
    this.#listener = this.#env.net.listen(at, {
      listening: (port) => {
        this.#listening = port;
        this.#lastPort = port;
        this.#tell(() => this.#events.onListening(port));
      },
      pipe: (pipe) => this.#manager.accept(pipe),
      failed: (why) => {
        if (at.orAny === true && at.port !== 0) this.#listen({ ...at, port: 0 });
        else this.#tell(() => this.#events.onListenFailed(why));
      },
    });
  }

  #managerEvents(): ManagerEvents {
    const events = this.#events;
    return {
      authorize: (certificate) => events.authorize(certificate),
      onUse: (certificate, time) => this.#tell(() => events.onUse(certificate, time)),
      onDrained: (device) => this.#tell(() => events.onDrained(device)),
      onDown: (device) => this.#tell(() => events.onDown(device)),
      onFrame: (device, type, body) => events.onFrame(device, type, body),
      onLinksChanged: () => this.#tell(() => events.onLinksChanged()),
      linked: (device) => this.#dialler.linked(device),
      unlinked: (device, life) => this.#dialler.unlinked(device, life),
    };
  }

  #tell(run: () => void): void {
    if (!this.#disposed) run();
  }
}
