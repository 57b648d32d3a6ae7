import { BoundedMap } from '../../common/base/index.ts';
import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isFewEmoji } from '../../common/text/index.ts';
import type { MarkupContext } from './context.ts';
import { controlsOf, enhance } from './enhance.ts';
import { firstPart, isPlain, markupLimits } from './limits.ts';
import { purify } from './purify.ts';
import { toHtml } from './markdown-html.ts';
import { placeholder } from './placeholder.ts';
import { button, element } from './nodes.ts';
import { hasBudget, defer, spendBudget } from './render-budget.ts';
import { t } from '../l10n.ts';

interface Drawn {
  readonly from: string;
  readonly node: HTMLElement;
}
const drawn = new BoundedMap<string, Drawn>(markupLimits.cached);

/** The text of a message as it looks: made once for each row, and again only if it has become another. */
export const renderContent = (content: string, context: MarkupContext): TemplateResult => {
  const { key, current } = context;
  return html`${guard([key, sourceOf(content, context), current], () => {
    const node = nodeOf(content, context);
    setTabbable(node, current);
    return node;
  })}`;
};

/** All that decides how it looks. */
const sourceOf = (content: string, { canInsert, mentions, note }: MarkupContext): string =>
  JSON.stringify([canInsert, mentions.map(({ username }) => username), note, content]);

/** Whether the Tab key finds what is in the message. */
const setTabbable = (node: HTMLElement, current: boolean): void => {
  for (const control of controlsOf(node)) control.tabIndex = current ? 0 : -1;
};

const nodeOf = (content: string, context: MarkupContext): HTMLElement => {
  const from = sourceOf(content, context);
  const held = drawn.use(context.key);
  if (held?.from === from) return held.node;
  const node = draw(content, context);
  drawn.set(context.key, { from, node });
  return node;
};

const draw = (content: string, context: MarkupContext): HTMLElement => {
  const node = element('div', 'msg-text');
  node.classList.toggle('is-emoji', isFewEmoji(content));
  const part = firstPart(content);
  const whole = part === content;
  if (hasBudget()) spendBudget(() => fill(node, part, context, whole));
  else drawDeferred(node, part, context, whole);
  if (whole) return node;
  const rest = button(t('Show the rest'), 'act', () => {
    node.replaceChildren();
    fill(node, content, context, true);
    const [first] = controlsOf(node);
    (first ?? node.closest<HTMLElement>('[data-key]'))?.focus({ preventScroll: true });
    context.actions.resized();
  });
  node.append(rest);
  return node;
};

/** Draws a text before what is in the node already, and a remark after its last words. */
const fill = (node: HTMLElement, source: string, { note, ...context }: MarkupContext, whole: boolean): void => {
  const made = blocks(source, context);
  node.prepend(...made);
  if (note === undefined || !whole) return;
  const remark = element('span', 'msg-edited');
  remark.textContent = note.words;
  remark.title = note.title;
  const last = made.at(-1);
  if (last instanceof HTMLParagraphElement) last.append(' ', remark);
  else node.append(remark);
};

/** A sketch until the browser has had its turn: many costly messages at once hold up nobody. */
const drawDeferred = (node: HTMLElement, source: string, context: MarkupContext, whole: boolean): void => {
  const drafted = placeholder(source);
  node.append(...drafted);
  node.ariaBusy = 'true';
  defer(() => {
    for (const each of drafted) each.remove();
    fill(node, source, context, whole);
    node.ariaBusy = null;
    setTabbable(node, node.closest<HTMLElement>('[data-key]')?.tabIndex === 0);
  });
};

const blocks = (source: string, context: Omit<MarkupContext, 'note'>): readonly Node[] => {
  if (isPlain(source)) return [plain(source)];
  const nodes = purify(toHtml(source, context));
  enhance(nodes, context);
  return nodes.hasChildNodes() ? [...nodes.childNodes] : [plain(source)];
};

/** Text as it was written. */
const plain = (source: string): HTMLElement => {
  const text = element('p', '');
  text.dir = 'auto';
  text.textContent = source;
  return text;
};
