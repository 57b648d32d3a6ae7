import type { RoomKey } from '../../../common/model/index.ts';
import type { TreeElement } from './elements.ts';

interface FollowerParts {
  readonly current: () => RoomKey | undefined;
  readonly find: (room: RoomKey) => TreeElement | undefined;
  /** A tree that is not on screen would be brought there by a selection. */
  readonly isVisible: () => boolean;
  readonly select: (line: TreeElement) => PromiseLike<void>;
}

/** Selects the line of the conversation on screen, each time that another one comes there: between, the selection is the person's. */
export class SelectionFollower {
  readonly #parts: FollowerParts;
  #followed: RoomKey | undefined;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** The tree may be on screen again. */
  onShown(): void {
    this.#followed = undefined;
    this.follow();
  }

  follow(): void {
    const { current, find, isVisible, select } = this.#parts;
    const room = current();
    if (room === this.#followed || !isVisible()) return;
    if (room === undefined) {
      this.#followed = undefined;
      return;
    }
    const line = find(room);
    if (line === undefined) return;
    this.#followed = room;
    // a tree that changes under it refuses; the next change brings it back
    select(line).then(undefined, () => {
      if (this.#followed === room) this.#followed = undefined;
    });
  }
}
