import { Emitter, type AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import type { Certificate } from '../../../common/model/index.ts';
import type { OwnPresence, Push, Verb } from '../../../common/protocol/tracker/index.ts';
import type { TrackerLink } from '../../../src/app/index.ts';

export type Params = Readonly<Record<string, unknown>>;

/** Who answers a session. */
export interface SimAnswers {
  answer(link: SimTrackerLink, verb: Verb, params: Params): object | AppError;
  leave(link: SimTrackerLink): void;
}

/** One host's session with the simulated tracker. */
export class SimTrackerLink implements TrackerLink {
  readonly state = { kind: 'signedIn' };
  readonly certificate: Certificate;
  presence: OwnPresence = 'online';
  readonly #tracker: SimAnswers;
  readonly #env: Env;
  readonly #latency: number;
  readonly #timers = new Set<Disposable>();
  #disposed = false;
  readonly #states = new Emitter<{ readonly kind: string }>();
  readonly #pushes = new Emitter<Push>();

  constructor(tracker: SimAnswers, env: Env, certificate: Certificate, latency: number) {
    this.#tracker = tracker;
    this.#env = env;
    this.certificate = certificate;
    this.#latency = latency;
  }

  readonly onDidChangeState = this.#states.event;
  readonly onPush = this.#pushes.event;

  readonly request: TrackerLink['request'] = (verb, params, done) => {
    this.#later(() => {
      const reply = this.#tracker.answer(this, verb, params);
      this.#later(() => done(reply as Parameters<typeof done>[0]));
    });
  };

  push(push: Push): void {
    this.#later(() => this.#pushes.fire(push));
  }

  dispose(): void {
    this.#disposed = true;
    this.#tracker.leave(this);
    this.#pushes.dispose();
    for (const timer of this.#timers) timer.dispose();
  }

  #later(run: () => void): void {
    if (this.#disposed) return;
    const timer = this.#env.clock.after(this.#latency, () => {
      this.#timers.delete(timer);
      run();
    });
    this.#timers.add(timer);
  }
}
