import { AppError, isDefect, type Env, type Pipe, SingleTimer } from '../../../common/base/index.ts';
import type { DeviceKey } from '../../../common/model/index.ts';
import {
  decodeBye,
  encodeBye,
  encodeFrame,
  frameTypes,
  peerVersion,
  type ByeCode,
  type Frame,
  type Hello,
} from '../../../common/protocol/peer/index.ts';
import { FrameReader } from './frame-reader.ts';
import { verifyHello, helloFrame, WrongDevice } from './handshake.ts';
import { endOfBye, type LinkEnd, type LinkOptions, type LinkOwner, type LinkPeer } from './link-types.ts';
import { LinkLiveness } from './liveness.ts';
import { SendQueue, type SendLane } from './send-queue.ts';

const chatFrames: ReadonlySet<number> = new Set([
  frameTypes.HAVE,
  frameTypes.WANT,
  frameTypes.ENTRIES,
  frameTypes.CERTS,
  frameTypes.TYPING,
]);

/** One pipe: HELLO, frames, heartbeat and send queue. Which of several links is used is decided by `PeerLinks`. */
export class LinkCore {
  readonly #env: Env;
  readonly #pipe: Pipe;
  readonly #options: LinkOptions;
  readonly #owner: LinkOwner<LinkCore>;
  readonly #reader: FrameReader;
  readonly #queue: SendQueue;
  /** Waits for HELLO. */
  readonly #helloTimer = new SingleTimer();
  #liveness: LinkLiveness | undefined;
  #state: 'awaitingHello' | 'open' | 'draining' | 'closed' = 'awaitingHello';
  #peer: LinkPeer | undefined;

  constructor(env: Env, pipe: Pipe, options: LinkOptions, owner: LinkOwner<LinkCore>) {
    this.#env = env;
    this.#pipe = pipe;
    this.#options = options;
    this.#owner = owner;
    this.#queue = new SendQueue(pipe, options.config);
    this.#reader = new FrameReader(env.clock, pipe, options.config, {
      frame: (frame) => this.#take(frame),
      read: (partial, complete) => this.#liveness?.frame(partial, complete),
      failed: (error) => this.#failed(error),
    });
    pipe.handle({
      data: (bytes) => this.#received(bytes),
      drain: () => this.#drained(),
      close: () => this.#closed(this.#peer === undefined ? 'refused' : 'closed'),
    });
    this.#giveUpAfter(options.config.helloTimeout);
    if (options.expected !== undefined) this.#sendHello('dialler', options.expected.device);
  }

  get peer(): LinkPeer | undefined {
    return this.#peer;
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  get waiting(): number {
    return this.#queue.waiting;
  }

  /** More may be produced for this link. If not, its owner is told once it may. */
  requestRoom(): boolean {
    return this.#state === 'open' && this.#queue.requestRoom();
  }

  /** Queues a frame, if the link is open and the queue can hold it. */
  send(frame: Uint8Array, lane: SendLane): void {
    if (this.#state !== 'open') return;
    if (this.#queue.push(frame, lane)) this.#liveness?.sent();
    this.#liveness?.sending(this.#queue.unsent);
  }

  sendUse(): void {
    this.send(encodeFrame(frameTypes.USE, new Uint8Array(0)), 'control');
  }

  /** PING, then wait for anything at all or for the PONG. `done` never comes once the link has ended. */
  probe(needs: 'anything' | 'pong', ms: number, done: (alive: boolean) => void): void {
    this.#liveness?.probe(needs, ms, done);
    this.#ping();
  }

  /** Says why, sends no more and reads to the end. */
  bye(code: ByeCode, end: LinkEnd, text = ''): void {
    if (this.#state !== 'open') return this.destroy(end);
    this.#queue.finish(encodeFrame(frameTypes.BYE, encodeBye(code, text)));
    this.#drain(end);
  }

  /** For the end of this process: a word to those who know us. */
  leave(): void {
    if (this.#state !== 'draining') this.bye('SHUTDOWN', 'shutdown');
    // nobody above listens any more; a flood must not keep us reading
    this.#reader.dispose();
  }

  /** At once and without a word. */
  destroy(end: LinkEnd): void {
    if (this.#state === 'closed') return;
    this.#pipe.destroy();
    this.#closed(end);
  }

  #drained(): void {
    this.#queue.pump();
    this.#liveness?.taken(this.#queue.unsent);
    if (this.#state === 'open' && this.#queue.takeDrained()) this.#owner.drained(this);
  }

  #received(bytes: Uint8Array): void {
    if (this.#state === 'closed') return;
    this.#liveness?.heard();
    this.#reader.push(bytes);
  }

  #take({ type, body }: Frame): void {
    if (this.#state === 'awaitingHello') return this.#onHello(type, body);
    if (chatFrames.has(type)) return this.#owner.frame(this, type, body);
    switch (type) {
      case frameTypes.PING:
        return this.#answerPing(body);
      case frameTypes.PONG:
        return this.#liveness?.pong();
      case frameTypes.USE:
        return this.#state === 'open' ? this.#owner.used(this) : undefined;
      case frameTypes.BYE:
        return this.#saidBye(body);
      case frameTypes.HELLO:
        throw new AppError('BAD_OPERATION', 'a second HELLO');
      default:
        return undefined;
    }
  }

  #sendHello(role: 'dialler' | 'listener', to: DeviceKey): void {
    const { me, boot, class: linkClass } = this.#options;
    const fields = { role, class: linkClass, boot, wall: this.#env.clock.wall(), to, certificate: me };
    this.#pipe.write(helloFrame(this.#env.crypto, this.#pipe.bindingId, fields));
  }

  #onHello(type: number, body: Uint8Array): void {
    if (type !== frameTypes.HELLO) throw new AppError('BAD_OPERATION', 'something else before HELLO');
    const { me, authority, expected } = this.#options;
    const from = expected === undefined ? 'dialler' : 'listener';
    const check = { bindingId: this.#pipe.bindingId, me, authority, from, ...(expected && { expected }) } as const;
    const hello = verifyHello(this.#env.crypto, body, check);
    if (expected !== undefined) return this.#opened(hello);
    if (!this.#owner.admits(this, hello.certificate)) return this.destroy('refused');
    this.#sendHello('listener', hello.certificate.device);
    this.#opened(hello);
  }

  #opened(hello: Hello): void {
    const { clock } = this.#env;
    this.#helloTimer.dispose();
    this.#reader.allowLarge();
    this.#state = 'open';
    const worse = hello.class > this.#options.class ? hello.class : this.#options.class;
    const time = { wall: hello.wall, mono: clock.mono() };
    this.#peer = { certificate: hello.certificate, boot: hello.boot, class: worse, time };
    this.#liveness = new LinkLiveness(clock, this.#options.config, {
      ping: () => this.#ping(),
      dead: (why) => this.#died(why),
    });
    this.#owner.opened(this);
  }

  #ping(): void {
    this.send(encodeFrame(frameTypes.PING, this.#env.random.bytes(8)), 'control');
  }

  #answerPing(nonce: Uint8Array): void {
    if (nonce.length !== 8) throw new AppError('BAD_OPERATION', 'PING without nonce');
    this.send(encodeFrame(frameTypes.PONG, nonce), 'control');
  }

  #saidBye(body: Uint8Array): void {
    const { code, text } = decodeBye(body);
    this.#env.logger.log('debug', `link: peer says goodbye, code ${code} ${text}`);
    if (this.#state !== 'open') return;
    this.#queue.finish();
    this.#drain(endOfBye(code));
  }

  #died(why: string): void {
    this.#env.logger.log('info', `link to ${this.#peer?.certificate.username} is dead: ${why}`);
    this.destroy('dead');
  }

  #failed(error: unknown): void {
    if (error instanceof WrongDevice) return this.destroy('wrongDevice');
    if (isDefect(error)) throw error;
    const { code, message } = AppError.from(error);
    this.#env.logger.log('debug', `link: ${message}`);
    // whatever else is in the stream means nothing any more
    this.#reader.dispose();
    if (this.#state === 'awaitingHello' && code === 'VERSION') {
      this.#pipe.write(encodeFrame(frameTypes.BYE, encodeBye('VERSION', `version ${peerVersion.major} spoken here`)));
      this.#pipe.end();
      return this.#drain('refused');
    }
    if (this.#peer === undefined) return this.destroy('refused');
    this.bye('PROTOCOL', 'protocol', message.replaceAll(/[^ -~]/g, '?'));
  }

  #giveUpAfter(ms: number): void {
    this.#helloTimer.set(() => this.#env.clock.setTimer(ms, () => this.destroy('refused')));
  }

  #drain(end: LinkEnd): void {
    this.#state = 'draining';
    this.#release();
    this.#owner.ended(this, end);
  }

  #closed(end: LinkEnd): void {
    if (this.#state === 'closed') return;
    const told = this.#state === 'draining';
    this.#state = 'closed';
    this.#release();
    this.#reader.dispose();
    if (!told) this.#owner.ended(this, end);
    this.#owner.gone(this);
  }

  #release(): void {
    this.#helloTimer.dispose();
    this.#liveness?.dispose();
    this.#liveness = undefined;
    this.#queue.clear();
  }
}
