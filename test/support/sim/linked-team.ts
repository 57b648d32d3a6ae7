import type { Lane } from '../../../common/model/index.ts';
import { AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import { encodeFrame, frameTypes } from '../../../common/protocol/peer/index.ts';
import { Peer, type PeerConfig } from '../../../src/peer/index.ts';
import type { Inhabitant, SimHost, World } from '../world.ts';

const port = 7000;

/** One person with a host and a peer on it that wants links with all the others. */
export class Teammate {
  readonly me: Inhabitant;
  readonly host: SimHost;
  readonly #world: World;
  readonly #limits: Partial<PeerConfig>;
  #others: readonly Teammate[] = [];
  #peer: Peer | undefined;
  /** Frames received in this run, by their first byte. */
  received = new Set<number>();
  /** Devices in use, as told by `onUse` and `onDown`. */
  readonly up = new Set<string>();
  /** What the peer told in the wrong order. */
  readonly violations: string[] = [];

  constructor(world: World, name: string, limits: Partial<PeerConfig>) {
    this.#world = world;
    this.#limits = limits;
    this.me = world.person(name);
    this.host = world.host(name);
  }

  get peer(): Peer {
    if (this.#peer === undefined) throw new AppError('INTERNAL', 'not running');
    return this.#peer;
  }

  get running(): boolean {
    return this.host.running !== undefined;
  }

  /** Connections of this host that are not on their way out. */
  get connections(): number {
    return [...(this.host.running?.process.pipes ?? [])].filter((pipe) => !pipe.settled).length;
  }

  meet(others: readonly Teammate[]): void {
    this.#others = others.filter((other) => other !== this);
  }

  start(): void {
    this.received = new Set();
    this.#world.start(this.host, this.me, (env) => this.#program(env));
  }

  kill(word: 'reset' | 'silence'): void {
    this.#world.kill(this.host, 'kept', word);
    this.#peer = undefined;
    this.up.clear();
  }

  /** Sends a frame with this number to everybody. */
  say(number: number, lane: Lane = 'live'): void {
    for (const other of this.#others) {
      this.#peer?.send(other.me.certificate.device, encodeFrame(frameTypes.ENTRIES, Uint8Array.of(number)), lane);
    }
  }

  #program(env: Env): Disposable {
    const peer = new Peer(
      env,
      { me: this.me.certificate, authority: this.#world.tracker, listen: { port }, limits: this.#limits },
      {
        authorize: () => 'known',
        onUse: ({ device }) => this.up.add(device),
        onDrained: () => {},
        onDown: (device) => {
          if (!this.up.delete(device)) this.violations.push('down without up');
        },
        onFrame: (device, _type, [number = 0]) => {
          if (!this.up.has(device)) this.violations.push('a frame of a device that is not up');
          this.received.add(number);
        },
        onListening: () => {},
        onListenFailed: (why) => {
          throw new AppError('INTERNAL', why);
        },
        onLinksChanged: () => {},
      },
    );
    this.#peer = peer;
    peer.start();
    peer.seek(this.#others.map(({ me, host }) => ({ ...me.certificate, addresses: [{ host: host.address, port }] })));
    return peer;
  }
}

/** People who all want links with each other, with the peers' own invariants looked at all the time. */
export const linkedTeam = (world: World, size: number, limits: Partial<PeerConfig> = {}): readonly Teammate[] => {
  const team = Array.from({ length: size }, (_, i) => new Teammate(world, `User ${i}`.replace(' ', ''), limits));
  for (const mate of team) mate.meet(team);
  world.always('peers hold their invariants', () => {
    for (const mate of team) {
      if (mate.running) mate.peer.assertInvariants();
      if (mate.violations.length > 0) throw new AppError('INTERNAL', mate.violations.join(', '));
    }
  });
  return team;
};
