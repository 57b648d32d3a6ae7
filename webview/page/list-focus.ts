import type { ConversationItem } from '../../common/protocol/view/index.ts';
import { stableOrder } from '../state/stable-order.ts';

/** Which line of the list of conversations the Tab key reaches; while somebody is in the list, its lines stay where they are. */
export class ListFocus {
  #room: string | undefined;
  #order: readonly string[] = [];
  #focused = false;
  #pointed = false;

  /** The items as they are to be drawn. */
  stableOrder(items: readonly ConversationItem[]): readonly ConversationItem[] {
    const shown = stableOrder(items, this.#focused || this.#pointed ? this.#order : undefined);
    this.#order = shown.map(({ room }) => room);
    return shown;
  }

  currentOf(items: readonly ConversationItem[]): string | undefined {
    return items.some(({ room }) => room === this.#room) ? this.#room : items[0]?.room;
  }

  entered({ currentTarget, target }: FocusEvent): void {
    this.#focused = true;
    const line = target instanceof Element ? target.closest('li') : null;
    const room = line?.querySelector<HTMLElement>('[data-room]')?.dataset['room'];
    if (line === null || room === undefined || !(currentTarget instanceof Element)) return;
    this.#room = room;
    for (const button of currentTarget.querySelectorAll('button')) button.tabIndex = line.contains(button) ? 0 : -1;
  }

  left({ currentTarget, relatedTarget }: FocusEvent): void {
    this.#focused =
      currentTarget instanceof Element && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
  }

  pointed(within: boolean): void {
    this.#pointed = within;
  }

  key(event: KeyboardEvent): void {
    const { currentTarget, target } = event;
    if (!(currentTarget instanceof Element) || !(target instanceof Element)) return;
    const lines = [...currentTarget.querySelectorAll<HTMLElement>('[data-room]')];
    const at = lines.findIndex((line) => line.closest('li')?.contains(target));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (next === undefined || lines[next] === undefined) return;
    lines[next].focus();
    event.preventDefault();
  }
}
