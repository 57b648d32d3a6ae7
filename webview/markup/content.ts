import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { Cache } from './cache.ts';
import type { MarkupContext } from './context.ts';
import { controlsOf, dress } from './dress.ts';
import { firstPart, isModest, isPlain, markupLimits } from './limits.ts';
import { dressMentions } from './mentions.ts';
import { purify } from './purify.ts';
import { toHtml } from './renderer.ts';
import { button, element } from './nodes.ts';
import { isTimeLeft, later, timed } from './turn.ts';
import { t } from '../l10n.ts';

interface Drawn {
  readonly from: string;
  readonly node: HTMLElement;
}
const drawn = new Cache<Drawn>(markupLimits.cached);

/** The text of a message as it looks: made once for each row, and again only if it has become another. */
export const renderContent = (content: string, context: MarkupContext): TemplateResult => {
  const { key, current } = context;
  return html`${guard([key, sourceOf(content, context), current], () => {
    const node = nodeOf(content, context);
    reach(node, current);
    return node;
  })}`;
};

/** All that decides how it looks. */
const sourceOf = (content: string, { canInsert, mentions }: MarkupContext): string =>
  JSON.stringify([canInsert, mentions.map(({ username }) => username), content]);

/** Whether the Tab key finds what is in the message. */
const reach = (node: HTMLElement, current: boolean): void => {
  for (const control of controlsOf(node)) control.tabIndex = current ? 0 : -1;
};

const nodeOf = (content: string, context: MarkupContext): HTMLElement => {
  const from = sourceOf(content, context);
  const held = drawn.get(context.key);
  if (held?.from === from) return held.node;
  const node = draw(content, context);
  drawn.set(context.key, { from, node });
  return node;
};

const draw = (content: string, context: MarkupContext): HTMLElement => {
  const node = element('div', 'msg-text');
  const part = firstPart(content);
  if (isTimeLeft()) node.append(...timed(() => blocks(part, context)));
  else drawLater(node, part, context);
  if (part === content) return node;
  const rest = button(t('Show the rest'), 'act', () => {
    node.replaceChildren(...blocks(content, context));
    const [first] = controlsOf(node);
    (first ?? node.closest<HTMLElement>('[data-key]'))?.focus({ preventScroll: true });
    context.actions.resized();
  });
  node.append(rest);
  return node;
};

/** Plain text until the browser has had its turn: many costly messages at once hold up nobody. */
const drawLater = (node: HTMLElement, source: string, context: MarkupContext): void => {
  const text = plain(source);
  node.append(text);
  node.ariaBusy = 'true';
  later(() => {
    text.replaceWith(...blocks(source, context));
    node.ariaBusy = null;
    reach(node, node.closest<HTMLElement>('[data-key]')?.tabIndex === 0);
  });
};

const blocks = (source: string, context: MarkupContext): readonly Node[] => {
  if (isPlain(source) || !isModest(source)) return [plain(source)];
  try {
    const nodes = purify(toHtml(source));
    dress(nodes, context);
    dressMentions(nodes, context.mentions, context.me);
    return nodes.hasChildNodes() ? [...nodes.childNodes] : [plain(source)];
  } catch {
    return [plain(source)];
  }
};

/** What cannot be read as Markdown is read as it was written. */
const plain = (source: string): HTMLElement => {
  const text = element('p', '');
  text.dir = 'auto';
  text.textContent = source;
  return text;
};
