import { render } from 'lit';
import { page } from '../components/page.ts';
import type { Actions, View } from '../components/view.ts';
import { layout, type Item } from '../state/layout.ts';
import type { State } from '../state/state.ts';
import { AuthorColours } from './author-colours.ts';
import { Rover } from './rover.ts';
import { Scroller } from './scroller.ts';

/** What the canvas is told at each drawing. */
export type Picture = Pick<View, 'kind' | 'state' | 'writing' | 'popup'>;

/** Draws the page, at most once for each turn of the event loop, and keeps the reader's place. */
export class Canvas {
  readonly scroller = new Scroller();
  readonly rover = new Rover();
  readonly root: HTMLElement;
  readonly #picture: () => Picture;
  readonly #actions: Actions;
  readonly #drawn: () => void;
  readonly #colours = new AuthorColours(() => this.draw());
  #pending = false;
  #laidOut: { readonly state: State; readonly items: readonly Item[] } | undefined;
  /** Order of the newest row when the end was last in sight. */
  #reached = '';

  constructor(root: HTMLElement, actions: Actions, picture: () => Picture, drawn: () => void) {
    this.root = root;
    this.#actions = actions;
    this.#picture = picture;
    this.#drawn = drawn;
  }

  /** Soon: many changes make one drawing. */
  draw(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      if (this.#pending) this.drawNow();
    });
  }

  drawNow(): void {
    this.#pending = false;
    const picture = this.#picture();
    render(page(this.#view(picture), this.#actions), this.root);
    this.scroller.settle(this.root.querySelector<HTMLElement>('.log') ?? undefined);
    this.#drawn();
  }

  /** Another conversation is on screen: it opens at its end. */
  reset(): void {
    this.#reached = '';
    this.rover.forget();
    this.scroller.toEnd();
  }

  #view(picture: Picture): View {
    const items = this.#layout(picture.state);
    const keys = items.filter((item) => item.kind === 'message').map((item) => item.key);
    return {
      ...picture,
      items,
      unseen: this.#unseen(picture.state),
      current: this.rover.currentOf(keys),
      now: Date.now(),
      colours: this.#colours.version,
      colour: (identity) => this.#colours.classOf(identity),
    };
  }

  /** The same items as long as the state is the same: the log is then not drawn again. */
  #layout(state: State): readonly Item[] {
    if (this.#laidOut?.state !== state) this.#laidOut = { state, items: layout(state) };
    return this.#laidOut.items;
  }

  #unseen({ rows }: State): number {
    if (this.scroller.atEnd) {
      this.#reached = rows.at(-1)?.order ?? '';
      return 0;
    }
    return rows.filter((row) => row.order > this.#reached && !row.own && row.kind === 'message').length;
  }
}
