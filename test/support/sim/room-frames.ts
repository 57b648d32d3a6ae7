import { FrameSplitter, frameTypes, peerLimits } from '../../../common/protocol/peer/index.ts';
import { World } from '../world.ts';
import { chatTeam, type ChatMate } from './chat-team.ts';
import type { SimPipe } from './pipe.ts';
import { trackerPort } from './tracker-session.ts';

/** What a message costs in a conversation of so many people. */
export interface RoomFrames {
  /** HAVE that all say to all. */
  readonly haves: number;
  /** Milliseconds until all others show it, of the slowest in twenty. */
  readonly held: number;
  /** Milliseconds until its author knows that all have it, of the slowest in twenty. */
  readonly known: number;
}

const messages = 40;
const every = 50;
const step = 5;
const settle = 10_000;

/** HAVE frames that are written on links. */
class HaveCounter {
  count = 0;
  readonly #splitters = new WeakMap<SimPipe, FrameSplitter>();

  readonly tap = (pipe: SimPipe, bytes: Uint8Array): void => {
    if (pipe.remote.port === trackerPort || pipe.local.port === trackerPort) return;
    const splitter = this.#splitters.get(pipe) ?? new FrameSplitter(peerLimits.frame);
    this.#splitters.set(pipe, splitter);
    splitter.push(bytes);
    for (let frame = splitter.next(); frame !== undefined; frame = splitter.next())
      if (frame.type === frameTypes.HAVE) this.count++;
  };
}

/** By turns they write a message each 50 ms. `part`: which links there are not. */
export const measureRoom = (size: number, part: (world: World, mates: readonly ChatMate[]) => void): RoomFrames => {
  const world = new World(size, { network: { loss: 0, latency: [1, 5] } });
  const counter = new HaveCounter();
  world.network.tap = counter.tap;
  const { mates, room } = chatTeam(world, size);
  part(world, mates);
  world.run(60_000);
  const before = counter.count;
  const writtenAt = new Map<string, number>();
  const shown = new Map<string, { by: number; at: number }>();
  const knownAt = new Map<string, number>();
  const cursors = new Map(mates.map((mate) => [mate, mate.events.length]));
  const look = (): void => {
    for (const mate of mates) {
      for (const event of mate.events.slice(cursors.get(mate))) {
        if (event.type === 'row' && !event.row.own && event.again !== true) {
          const { by } = shown.get(event.row.id) ?? { by: 0 };
          shown.set(event.row.id, { by: by + 1, at: world.now() });
        }
        if (event.type === 'delivery' && event.delivery.n === size - 1 && !knownAt.has(event.entry))
          knownAt.set(event.entry, world.now());
      }
      cursors.set(mate, mate.events.length);
    }
  };
  const run = (ms: number): void => {
    for (let at = 0; at < ms; at += step) {
      world.run(step);
      look();
    }
  };
  const known = new Set<string>();
  for (let number = 0; number < messages; number++) {
    const author = mates[number % size] as ChatMate;
    const at = world.now();
    const already = author.sent.size;
    author.say(room, `message ${number}`);
    for (let i = 0; i < 20 && author.sent.size === already; i++) run(step);
    const id = [...author.sent.keys()].find((one) => !known.has(one));
    if (id === undefined) throw new Error('not written');
    known.add(id);
    writtenAt.set(id, at);
    run(Math.max(0, every - (world.now() - at)));
  }
  run(settle);
  const delays = (ends: (id: string) => number | undefined): number => {
    const all = [...writtenAt].map(([id, at]) => (ends(id) ?? Infinity) - at).toSorted((a, b) => a - b);
    return all[Math.floor(all.length * 0.95)] ?? Infinity;
  };
  const measured = {
    haves: (counter.count - before) / messages,
    held: delays((id) => {
      const found = shown.get(id);
      return found?.by === size - 1 ? found.at : undefined;
    }),
    known: delays((id) => knownAt.get(id)),
  };
  world.dispose();
  return measured;
};

/** All are linked with all. */
export const wholeRoom = (): void => {};

/** Two halves that share three people. */
export const twoHalves = (world: World, mates: readonly ChatMate[]): void => {
  const hosts = mates.map(({ host }) => host);
  const half = Math.floor((hosts.length - 3) / 2);
  world.cut(hosts.slice(3, 3 + half), hosts.slice(3 + half), 'drop');
};

/** Each is linked with the one before and the one after. */
export const inLine = (world: World, mates: readonly ChatMate[]): void => {
  const hosts = mates.map(({ host }) => host);
  for (const [i, host] of hosts.entries()) if (i + 2 < hosts.length) world.cut([host], hosts.slice(i + 2), 'drop');
};
