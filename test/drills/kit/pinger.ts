import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PingTask, Pings } from './ping-thread.ts';
import type { Member } from './member.ts';
import type { DrillTeam } from './team.ts';

/** Somebody in no room, linked with members of a team, who measures how long a PING takes over each link. */
export class Pinger implements AsyncDisposable {
  readonly #thread: Worker;

  private constructor(task: PingTask) {
    this.#thread = new Worker(new URL('ping-thread.ts', import.meta.url), { workerData: task });
  }

  /** Resolves once all links are up. Whom it pings must be known to the tracker and listen on the loopback interface. */
  static async start(team: DrillTeam, members: readonly Member[], every = 5): Promise<Pinger> {
    const own = await team.passerBy('pinger');
    const pinger = new Pinger({ own, others: members.map(({ data }) => data), every });
    await once(pinger.#thread, 'message');
    return pinger;
  }

  /** Of each link, in the order of the members, since the last call. */
  async figures(): Promise<readonly Pings[]> {
    this.#thread.postMessage(null);
    const [figures] = (await once(this.#thread, 'message')) as [readonly Pings[]];
    return figures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
