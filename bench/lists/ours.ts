import { html, render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { inOrder } from '../../webview/components/in-order.ts';
import { Scroller } from '../../webview/page/scroller.ts';
import type { Item } from '../../webview/state/layout.ts';
import { line, type List } from './list.ts';

const row = (item: Item): unknown =>
  html`<div class="row" data-row=${item.key}>${guard([item], () => line(item))}</div>`;

/** The list of the product, without the page around it. */
export const ours = (root: HTMLElement): List => {
  let items: readonly Item[] = [];
  const scroller = new Scroller(() => draw());
  const scrolled = (): void => void (scroller.scrolled() && draw());
  const ended = (): void =>
    void requestAnimationFrame(() => {
      if (scroller.scrollEnded() && scroller.isShifted) draw();
    });
  const draw = (): void => {
    scroller.setItems(items, true);
    for (let pass = 0; pass < 6; pass++) {
      const { first, last } = scroller.span;
      const shown = inOrder(items.slice(first, last + 1), ({ key }) => key, row);
      render(
        html`<div class="log" @scroll=${scrolled} @scrollend=${ended}>
          <div class="lines"><div class="run">${shown}</div></div>
        </div>`,
        root,
      );
      if (!scroller.afterRender(root.querySelector<HTMLElement>('.log') ?? undefined)) break;
    }
  };
  return {
    show: (next) => {
      items = next;
      draw();
    },
    toEnd: () => {
      scroller.toEnd();
      draw();
    },
  };
};
