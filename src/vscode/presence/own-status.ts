import * as z from 'zod';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import type { Idle } from './idle.ts';
import type { PerAccount } from './per-account.ts';

export const choice = z.enum(['online', 'away', 'dnd']);
/** What a person says of themselves; who says nothing is online. */
export type Choice = z.infer<typeof choice>;

/** The setting that hides a person: the one place where it is known. */
export interface Invisibility {
  readonly on: boolean;
  /** Rejects when the settings cannot be written. */
  set(on: boolean): Promise<void>;
  readonly onDidChange: Event<unknown>;
}

/** How I am, and what others see of it: hiding beats everything, a choice beats what the editor notices. */
export class OwnStatus implements Disposable {
  readonly #choices: PerAccount<Choice>;
  readonly #invisibility: Invisibility;
  readonly #idle: Idle;
  readonly #changed = new Emitter<void>();
  readonly #listening: readonly Disposable[];

  constructor(choices: PerAccount<Choice>, hiding: Invisibility, idle: Idle) {
    this.#choices = choices;
    this.#invisibility = hiding;
    this.#idle = idle;
    this.#listening = [hiding.onDidChange(() => this.#changed.fire()), idle.onDidChange(() => this.#changed.fire())];
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** What the person has chosen, of the four. */
  get chosen(): OwnPresence {
    return this.#invisibility.on ? 'invisible' : this.#choice;
  }

  /** What others are told. */
  get presence(): OwnPresence {
    if (this.#invisibility.on) return 'invisible';
    return this.#choice === 'online' && this.#idle.idle ? 'away' : this.#choice;
  }

  /** No toast and no badge, whatever others see. */
  get silenced(): boolean {
    return this.#choice === 'dnd';
  }

  /** Rejects when the settings cannot be written; then nothing has changed. */
  async choose(status: OwnPresence): Promise<void> {
    const hide = status === 'invisible';
    if (this.#invisibility.on !== hide) await this.#invisibility.set(hide);
    this.#choose(status === 'invisible' ? 'online' : status);
  }

  /** Silence on or off; who is hidden stays hidden. */
  toggleDnd(): void {
    this.#choose(this.silenced ? 'online' : 'dnd');
  }

  dispose(): void {
    for (const one of this.#listening) one.dispose();
    this.#changed.dispose();
  }

  get #choice(): Choice {
    return this.#choices.get() ?? 'online';
  }

  #choose(next: Choice): void {
    this.#choices.set(next === 'online' ? undefined : next);
    this.#changed.fire();
  }
}
