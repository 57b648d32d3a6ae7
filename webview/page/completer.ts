import type { Announcer } from './announcer.ts';
import { complete, isWritten, step, type Completion, type CompletionContext } from '../compose/completion.ts';
import { triggerAt } from '../compose/trigger.ts';
import { t } from '../l10n.ts';

/** Offers what the word at the caret may become, until it is taken or waved away. */
export class Completer {
  readonly #announcer: Announcer;
  #completion: Completion | undefined;
  /** Where the word begins for which it has been waved away. */
  #dismissedAt: number | undefined;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  get completion(): Completion | undefined {
    return this.#completion;
  }

  /** The text has changed, or the caret has moved. */
  update(text: string, caret: number, around: CompletionContext | undefined): void {
    const trigger = triggerAt(text, caret);
    if (trigger?.start !== this.#dismissedAt) this.#dismissedAt = undefined;
    if (trigger === undefined || around === undefined || this.#dismissedAt !== undefined) {
      this.#completion = undefined;
      return;
    }
    const held = this.#completion?.trigger;
    if (held?.kind === trigger.kind && held.start === trigger.start && held.query === trigger.query) return;
    this.#completion = complete(trigger, around);
    this.#announce();
  }

  #move(by: 1 | -1): void {
    if (this.#completion !== undefined) this.#completion = step(this.#completion, by);
    this.#announce();
  }

  /** While something is offered, these keys are about it: what becomes of it, or undefined if the key means something else. */
  key(event: KeyboardEvent, text: string): 'take' | 'changed' | undefined {
    const completion = this.#completion;
    if (completion === undefined || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return undefined;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.#move(event.key === 'ArrowDown' ? 1 : -1);
        return 'changed';
      case 'Escape':
        this.dismiss();
        return 'changed';
      case 'Enter':
        return isWritten(text, completion) ? undefined : 'take';
      case 'Tab':
        return 'take';
      default:
        return undefined;
    }
  }

  /** For this word nothing more is offered. */
  dismiss(): void {
    this.#dismissedAt = this.#completion?.trigger.start;
    this.#completion = undefined;
  }

  /** What was being written is gone, and with it what was refused. */
  close(): void {
    this.#completion = undefined;
    this.#dismissedAt = undefined;
  }

  /** The field and the list are in different trees, so that it cannot name the option by itself. */
  #announce(): void {
    if (this.#completion === undefined) return;
    const { options, selected } = this.#completion;
    this.#announcer.sayNow(t('{0}, {1} of {2}', options[selected]?.label ?? '', selected + 1, options.length));
  }
}
