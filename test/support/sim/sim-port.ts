import type { ClientPort, EnginePort, FromEngine, ToEngine } from '../../../common/protocol/chat/index.ts';

const close = (): void => {};

/** Something happens a little later, in the order of the calls. */
export type Later = (run: () => void) => void;

interface End<In> {
  hear: ((message: In) => void) | undefined;
}

/**
 * A port between an engine and a client, both simulated: what is posted arrives later, copied and in order. `stall` holds back what
 * goes to the client; a cut port delivers nothing more.
 */
export class SimPort {
  readonly engine: EnginePort;
  readonly client: ClientPort;
  /** What waits for a stalled client. */
  #held: (() => void)[] | undefined;
  #isCut = false;

  constructor(later: Later) {
    const toEngine: End<ToEngine> = { hear: undefined };
    const toClient: End<FromEngine> = { hear: undefined };
    const carry =
      <T>(end: End<T>, through: Later) =>
      (message: T): void => {
        const copy = structuredClone(message);
        const deliver = (): void => {
          if (!this.#isCut) end.hear?.(copy);
        };
        later(() => through(deliver));
      };
    const held: Later = (run) => {
      if (this.#held === undefined) run();
      else this.#held.push(run);
    };
    this.engine = { post: carry(toClient, held), listen: (hear) => void (toEngine.hear = hear), close };
    this.client = { post: carry(toEngine, (run) => run()), listen: (hear) => void (toClient.hear = hear), close };
  }

  stall(): void {
    this.#held ??= [];
  }

  goOn(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) run();
  }

  cut(): void {
    this.#isCut = true;
  }
}
