import type { Env, Pipe } from '../../../common/base/index.ts';
import type { Certificate } from '../../../common/model/index.ts';
import {
  encodeFrame,
  FrameSplitter,
  frameTypes,
  peerLimits,
  type Frame,
  type HelloFields,
} from '../../../common/protocol/peer/index.ts';
import { helloFrame } from '../../../src/peer/core/handshake.ts';
import type { Inhabitant, SimHost, World } from '../world.ts';

/** One connection, spoken by hand. */
export class RawLink {
  readonly pipe: Pipe;
  readonly frames: Frame[] = [];
  closed: string | undefined;
  readonly #splitter = new FrameSplitter(peerLimits.frame);

  constructor(pipe: Pipe) {
    this.pipe = pipe;
    pipe.handle({
      data: (bytes) => {
        this.#splitter.push(bytes);
        for (let frame = this.#splitter.next(); frame !== undefined; frame = this.#splitter.next()) {
          this.frames.push(frame);
        }
      },
      drain: () => {},
      close: (why) => {
        this.closed = why;
      },
    });
  }

  /** Names of what came, in order. */
  get heard(): readonly string[] {
    const names = new Map<number, string>(Object.entries(frameTypes).map(([name, type]) => [type, name]));
    return this.frames.map(({ type }) => names.get(type) ?? String(type));
  }

  send(type: number, body: Uint8Array = new Uint8Array(0)): void {
    this.pipe.write(encodeFrame(type, body));
  }
}

/** A device that dials and greets by hand, rightly or wrongly. */
export class RawDialler {
  readonly me: Inhabitant;
  readonly #world: World;
  readonly #env: Env;
  readonly #links: RawLink[] = [];

  constructor(world: World, name: string, me: Inhabitant = world.person(name)) {
    this.#world = world;
    this.me = me;
    let env: Env | undefined;
    const host = world.host(name);
    world.start(host, me, (own) => {
      env = own;
      return {
        dispose: () => {
          for (const { pipe } of this.#links) pipe.destroy();
        },
      };
    });
    if (env === undefined) throw new Error('not started');
    this.#env = env;
  }

  connect(to: SimHost): RawLink {
    let link: RawLink | undefined;
    this.#env.net.dial(
      { host: to.address, port: 7000 },
      {
        open: (pipe) => {
          link = new RawLink(pipe);
          this.#links.push(link);
        },
        fail: (why) => {
          throw new Error(why);
        },
      },
    );
    this.#world.run(1_000);
    if (link === undefined) throw new Error('not connected');
    return link;
  }

  hello(link: RawLink, to: Certificate, wrong: Partial<HelloFields> & { binding?: Uint8Array } = {}): void {
    const { binding = link.pipe.bindingId, ...fields } = wrong;
    link.pipe.write(
      helloFrame(this.me.crypto, binding, {
        role: 'dialler',
        class: 0,
        boot: '0000000000000001',
        wall: this.#env.clock.wall(),
        to: to.device,
        certificate: this.me.certificate,
        ...fields,
      }),
    );
  }
}
