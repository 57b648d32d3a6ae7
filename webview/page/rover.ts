/** Which message the Tab key reaches, and how the arrows go from one to the next. */
export class Rover {
  #current: string | undefined;

  /** The one last focused, if it is still there; else the newest. */
  currentOf(keys: readonly string[]): string | undefined {
    return this.#current !== undefined && keys.includes(this.#current) ? this.#current : keys.at(-1);
  }

  /** True if another message is current now. */
  focused(event: FocusEvent): boolean {
    const key = messageOf(event)?.dataset['key'];
    if (key === undefined || key === this.#current) return false;
    this.#current = key;
    return true;
  }

  /** Moves the focus; false if the key is none of ours. */
  move(event: KeyboardEvent): boolean {
    const message = messageOf(event);
    if (message === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[data-key]')];
    const target = targetOf(event.key, all, all.indexOf(message), message);
    target?.focus();
    return target !== undefined;
  }

  forget(): void {
    this.#current = undefined;
  }
}

const messageOf = (event: Event): HTMLElement | undefined =>
  (event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : undefined) ?? undefined;

const targetOf = (
  key: string,
  all: readonly HTMLElement[],
  at: number,
  message: HTMLElement,
): HTMLElement | undefined => {
  switch (key) {
    case 'ArrowUp':
      return all[Math.max(0, at - 1)];
    case 'ArrowDown':
      return all[Math.min(all.length - 1, at + 1)];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    case 'Enter':
      return document.activeElement === message
        ? (message.querySelector<HTMLElement>('.tools button, .failed button') ?? undefined)
        : undefined;
    default:
      return undefined;
  }
};
