import type { EmojiPick, Popup } from '../state/popup.ts';
import { positionPopup } from './position-popup.ts';

/** Opens and closes what floats, and gives the focus back to where it came from. */
export class Popups {
  readonly #draw: () => void;
  #open: Popup | undefined;
  #opener: HTMLElement | undefined;

  /** `draw` must have drawn when it returns. */
  constructor(draw: () => void) {
    this.#draw = draw;
    document.addEventListener('pointerdown', (event) => this.#used(event));
    document.addEventListener('wheel', (event) => this.#used(event), { passive: true });
    window.addEventListener('resize', () => this.close());
    window.addEventListener('blur', () => this.close());
  }

  get open(): Popup | undefined {
    return this.#open;
  }

  /** The focus goes to its first control if keys opened it, else to the whole: nothing is chosen yet. */
  show(popup: Popup, byKey: boolean): void {
    const active = document.activeElement;
    this.#opener = active instanceof HTMLElement ? active : undefined;
    this.#open = popup;
    this.#draw();
    const element = document.querySelector<HTMLElement>('[data-popup]');
    if (element === null) return;
    if ('at' in popup) positionPopup(element, popup.at);
    const first = byKey ? element.querySelector<HTMLElement>('[role=menuitem], input, button') : null;
    (first ?? element).focus();
  }

  /** What the picker of emoji shows. */
  pickEmoji(pick: Partial<EmojiPick>): void {
    if (this.#open?.kind !== 'reactions' && this.#open?.kind !== 'emoji') return;
    this.#open = { ...this.#open, ...pick };
    this.#draw();
  }

  close(): void {
    if (this.#open === undefined) return;
    this.#open = undefined;
    this.#draw();
    this.#opener = undefined;
  }

  /** Closes by the person's own doing: the focus was in it and needs a place. */
  dismiss(): void {
    const opener = this.#opener;
    this.close();
    opener?.focus();
  }

  #used({ target }: Event): void {
    const inside = target instanceof Element && target.closest('[data-popup], [aria-expanded=true]') !== null;
    if (!inside) this.close();
  }
}
