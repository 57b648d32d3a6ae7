import { setTimeout as sleep } from 'node:timers/promises';
import type { Net, Pipe } from '../../common/base/index.ts';
import { nodeNet } from '../../src/peer/index.ts';
import { World } from './world.ts';

/** Two ends of some network, and its way of letting time pass. */
export interface TransportRig {
  readonly dialler: Net;
  readonly listener: Net;
  /** Where the listener can be reached. */
  readonly host: string;
  /** More bytes than everything between the two ends can hold. */
  readonly flood: number;
  /** Lets time pass until something holds; throws after a generous while. */
  until(what: () => boolean): Promise<void>;
  /** Lets some time pass, for what must not happen. */
  pass(): Promise<void>;
  dispose(): void;
}

export const simulatedRig = (): TransportRig => {
  const world = new World(5);
  const nets = ['Ana', 'Bia'].map((name) => {
    const host = world.host(name);
    const nothing = { dispose: () => {} };
    world.start(host, world.person(name), () => nothing);
    const process = host.running?.process;
    if (process === undefined) throw new Error('not running');
    return { net: process.net, host: host.address };
  });
  const [dialler, listener] = nets;
  if (dialler === undefined || listener === undefined) throw new Error('no hosts');
  return {
    dialler: dialler.net,
    listener: listener.net,
    host: listener.host,
    flood: 1024 * 1024,
    until: async (what) => {
      for (let i = 0; i < 100_000 && !what(); i++) world.run(10);
      if (!what()) throw new Error('waited in vain');
    },
    pass: async () => world.run(5_000),
    dispose: () => world.dispose(),
  };
};

export const tlsRig = (): TransportRig => ({
  dialler: nodeNet(),
  listener: nodeNet(),
  host: '127.0.0.1',
  flood: 16 * 1024 * 1024,
  until: async (what) => {
    for (let i = 0; i < 2000 && !what(); i++) await sleep(5);
    if (!what()) throw new Error('waited in vain');
  },
  pass: () => sleep(150),
  dispose: () => {},
});

/** Keeps what a pipe brought. */
export class PipeLog {
  readonly pipe: Pipe;
  #pieces: Uint8Array[] = [];
  received = 0;
  drained = 0;
  closed: string | undefined;
  /** True while the test itself calls the pipe. */
  calling = false;
  calledBack = false;

  constructor(pipe: Pipe) {
    this.pipe = pipe;
    pipe.handle({
      data: (bytes) => {
        this.#note();
        this.#pieces.push(bytes);
        this.received += bytes.length;
      },
      drain: () => {
        this.#note();
        this.drained++;
      },
      close: (why) => {
        this.#note();
        this.closed = why;
      },
    });
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#pieces));
  }

  #note(): void {
    this.calledBack ||= this.calling;
  }
}
