import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { html, render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { inOrder } from '../../webview/components/in-order.ts';
import type { Item } from '../../webview/state/layout.ts';
import { guessOf, line, type List } from './list.ts';

interface Placed {
  readonly index: number;
  readonly item: Item;
}

const row = ({ index, item }: Placed): unknown =>
  html`<div class="row" data-row=${item.key} data-index=${index}>${guard([item], () => line(item))}</div>`;

/** The same lines placed by @tanstack/virtual-core as for a chat, driven as its adapters do it. */
export const virtualCore = (root: HTMLElement): List => {
  let items: readonly Item[] = [];
  let pending = false;
  const known = new WeakSet<HTMLElement>();
  const later = (): void => {
    if (pending) return;
    pending = true;
    queueMicrotask(() => {
      if (pending) draw();
    });
  };
  const itemAt = (index: number): Item => {
    const item = items[index];
    if (item === undefined) throw new Error(`no line ${index}`);
    return item;
  };
  const options = () => ({
    count: items.length,
    getScrollElement: () => root.querySelector<HTMLElement>('.log'),
    estimateSize: (index: number) => guessOf(itemAt(index)),
    getItemKey: (index: number) => itemAt(index).key,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: (_: unknown, sync: boolean) => (sync ? draw() : later()),
    anchorTo: 'end' as const,
    followOnAppend: true,
    scrollEndThreshold: 24,
    overscan: 20, // about what ours draws beyond what is in sight
  });
  const draw = (): void => {
    pending = false;
    const placed = virtual.getVirtualItems();
    const shown = placed.map(({ index }) => ({ index, item: itemAt(index) }));
    const top = placed[0]?.start ?? 0;
    render(
      html`<div class="log">
        <div class="lines" style="flex: none; position: relative; height: ${virtual.getTotalSize()}px">
          <div class="run" style="position: absolute; inset: 0 0 auto; transform: translateY(${top}px)">
            ${inOrder(shown, ({ item }) => item.key, row)}
          </div>
        </div>
      </div>`,
      root,
    );
    virtual._willUpdate();
    for (const element of root.querySelectorAll<HTMLElement>('.row')) {
      if (!known.has(element)) virtual.measureElement(element);
      known.add(element);
    }
  };
  const virtual = new Virtualizer<HTMLElement, HTMLElement>(options());
  virtual._didMount();
  return {
    show: (next) => {
      items = next;
      virtual.setOptions(options());
      draw();
    },
    toEnd: () => virtual.scrollToEnd(),
  };
};
