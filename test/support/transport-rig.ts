import type { Disposable, Net, Pipe } from '../../common/base/index.ts';
import { nodeNet } from '../../src/peer/index.ts';
import { until } from './until.ts';
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
  /** Works for longer than one turn may be given to what others send. */
  spendTime(): void;
  /** What was to happen by itself has happened, for what must not. */
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
    spendTime: () => {},
    pass: async () => world.run(5_000),
    dispose: () => world.dispose(),
  };
};

const failed = (why: string): never => {
  throw new Error(why);
};

/** Something goes to and fro over a link that is made for it: whatever was under way between the two before has come. */
const roundTrip = async (dialler: Net, listener: Net, host: string): Promise<void> => {
  const open: Disposable[] = [];
  const own = (pipe: Pipe): PipeLog => {
    open.push({ dispose: () => pipe.destroy() });
    return new PipeLog(pipe);
  };
  let near: PipeLog | undefined;
  let far: PipeLog | undefined;
  const listening = (port: number): void =>
    void dialler.dial({ host, port }, { open: (pipe) => (near = own(pipe)), fail: failed });
  open.push(listener.listen({ host, port: 0 }, { listening, pipe: (pipe) => (far = own(pipe)), failed }));
  await until(() => near !== undefined && far !== undefined, 'a link beside');
  near?.pipe.write(new Uint8Array(1));
  await until(() => far?.received === 1, 'there');
  far?.pipe.write(new Uint8Array(1));
  await until(() => near?.received === 1, 'and back');
  for (const each of open) each.dispose();
};

export const tlsRig = (): TransportRig => {
  const [dialler, listener, host] = [nodeNet(), nodeNet(), '127.0.0.1'];
  return {
    dialler,
    listener,
    host,
    flood: 16 * 1024 * 1024,
    until: (what) => until(what, 'what the test waits for'),
    spendTime: () => {
      for (const { user } = process.threadCpuUsage(); process.threadCpuUsage().user - user < 6000;);
    },
    pass: () => roundTrip(dialler, listener, host),
    dispose: () => {},
  };
};

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
  /** Whoever reads has some work with each piece. */
  work = (): void => {};

  constructor(pipe: Pipe) {
    this.pipe = pipe;
    pipe.handle({
      data: (bytes) => {
        this.#note();
        this.#pieces.push(bytes);
        this.received += bytes.length;
        this.work();
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

  /** How often it was handed something. */
  get pieces(): number {
    return this.#pieces.length;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#pieces));
  }

  #note(): void {
    this.calledBack ||= this.calling;
  }
}
