import { toHex } from '../../../common/base/index.ts';
import { FrameSplitter, frameTypes, peerLimits } from '../../../common/protocol/peer/index.ts';
import type { World } from '../world.ts';
import type { ChatMate } from './chat-team.ts';
import type { SimPipe } from './pipe.ts';

/** Reads along on all links of these people: how long each PING waits until its PONG is handed to the pipe. */
export class PingWatch {
  readonly #asked = new Map<string, number>();
  readonly #splitters = new WeakMap<SimPipe, FrameSplitter>();
  readonly #world: World;
  /** Milliseconds, one for each PING that was answered. */
  readonly waits: number[] = [];

  constructor(world: World, mates: readonly ChatMate[]) {
    this.#world = world;
    const hosts = new Set(mates.map(({ host }) => host));
    world.network.tap = (pipe, bytes) => {
      if (hosts.has(pipe.owner.host) && pipe.other !== undefined && hosts.has(pipe.other.owner.host))
        this.#hear(pipe, bytes);
    };
  }

  /** How long the oldest PING has been waiting that has no PONG yet. */
  get waiting(): number {
    return this.#world.now() - Math.min(this.#world.now(), ...this.#asked.values());
  }

  #hear(pipe: SimPipe, bytes: Uint8Array): void {
    const splitter = this.#splitters.get(pipe) ?? new FrameSplitter(peerLimits.frame);
    this.#splitters.set(pipe, splitter);
    splitter.push(bytes);
    for (let frame = splitter.next(); frame !== undefined; frame = splitter.next()) {
      const nonce = toHex(frame.body);
      if (frame.type === frameTypes.PING) this.#asked.set(nonce, this.#world.now());
      const at = frame.type === frameTypes.PONG ? this.#asked.get(nonce) : undefined;
      if (at === undefined) continue;
      this.#asked.delete(nonce);
      this.waits.push(this.#world.now() - at);
    }
  }
}
