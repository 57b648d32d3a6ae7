// Somebody who is linked with others and pings them; in a thread of its own, so that what the drill does delays nothing.
import { parentPort, workerData } from 'node:worker_threads';
import { toHex, type Pipe } from '../../../common/base/index.ts';
import { decodeCertificate } from '../../../common/log/index.ts';
import { encodeFrame, frameTypes, FrameSplitter, peerLimits } from '../../../common/protocol/peer/index.ts';
import { AccountStore, nodeCrypto, type LocalAccount } from '../../../src/identity/index.ts';
import { helloFrame } from '../../../src/peer/core/handshake.ts';
import { nodeNet } from '../../../src/peer/index.ts';

/** Data folders of the one who pings and of those who are pinged. */
export interface PingTask {
  readonly own: string;
  readonly others: readonly string[];
  /** Milliseconds between two pings. */
  readonly every: number;
}

/** Of one link since it was asked last. */
export interface Pings {
  /** Milliseconds; what has no answer yet counts as long as it has waited. */
  readonly took: readonly number[];
  /** Why the link ended. */
  readonly lost?: string;
}

const { own, others, every } = workerData as PingTask;

const accountOf = async (data: string): Promise<LocalAccount> => {
  const account = await new AccountStore(data).current();
  if (account === undefined) throw new Error(`nobody is signed in in ${data}`);
  return account;
};

class PingedLink {
  readonly #pipe: Pipe;
  readonly #splitter = new FrameSplitter(peerLimits.frame);
  readonly #waiting = new Map<string, number>();
  readonly #onOpen: () => void;
  #took: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #lost: string | undefined;

  constructor(pipe: Pipe, onOpen: () => void) {
    this.#pipe = pipe;
    this.#onOpen = onOpen;
    pipe.handle({ data: (bytes) => this.#take(bytes), drain: () => {}, close: (why) => this.#end(why) });
  }

  figures(): Pings {
    const now = performance.now();
    const took = [...this.#took, ...[...this.#waiting.values()].map((sent) => now - sent)];
    this.#took = [];
    return { took, ...(this.#lost === undefined ? {} : { lost: this.#lost }) };
  }

  #take(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
    for (let frame = this.#splitter.next(); frame !== undefined; frame = this.#splitter.next()) {
      if (frame.type === frameTypes.HELLO) this.#open();
      if (frame.type === frameTypes.BYE) this.#end('BYE');
      if (frame.type === frameTypes.PONG) this.#answered(toHex(frame.body));
    }
  }

  #open(): void {
    this.#timer = setInterval(() => this.#ping(), every);
    this.#onOpen();
  }

  #ping(): void {
    const nonce = new Uint8Array(8);
    new DataView(nonce.buffer).setUint32(0, this.#count++);
    this.#waiting.set(toHex(nonce), performance.now());
    this.#pipe.write(encodeFrame(frameTypes.PING, nonce));
  }

  #answered(nonce: string): void {
    const sent = this.#waiting.get(nonce);
    if (sent === undefined) return;
    this.#waiting.delete(nonce);
    this.#took.push(performance.now() - sent);
  }

  #end(why: string): void {
    clearInterval(this.#timer);
    this.#lost ??= why;
    this.#waiting.clear();
  }
}

const { certificate, deviceSeed = new Uint8Array(32) } = await accountOf(own);
const me = decodeCertificate(certificate);
const crypto = nodeCrypto(deviceSeed);
const boot = '00'.repeat(8);

const link = async (data: string): Promise<PingedLink> => {
  const { device: to, listenPort: port = 0 } = await accountOf(data);
  return new Promise((resolve, reject) => {
    nodeNet().dial(
      { host: '127.0.0.1', port },
      {
        fail: (why) => reject(new Error(`${data} on port ${port}: ${why}`)),
        open: (pipe) => {
          const opened: PingedLink = new PingedLink(pipe, () => resolve(opened));
          const fields = { role: 'dialler', class: 1, boot, wall: Date.now(), to, certificate: me } as const;
          pipe.write(helloFrame(crypto, pipe.bindingId, fields));
        },
      },
    );
  });
};

const links = await Promise.all(others.map(link));
parentPort?.on('message', () => parentPort?.postMessage(links.map((one) => one.figures())));
parentPort?.postMessage(null);
