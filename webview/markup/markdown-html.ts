import {
  isUnseen,
  namesOf,
  plainWords,
  readMarkdown,
  type Block,
  type Inline,
  type Item,
} from '../../common/text/index.ts';
import type { Who } from '../../common/model/index.ts';
import { highlight } from './highlight.ts';
import { escapeHtml } from './escape.ts';
import { markAll, markHidden } from './hidden.ts';
import { longAddress } from './long-address.ts';
import { linkOf, placeOf, saysPlace } from './links.ts';

/** Whom the text may call, and who reads it. */
export interface Mentionable {
  readonly mentions: readonly Who[];
  /** My identity. */
  readonly me: string | undefined;
}

/** Draws a text that has been read; what it cannot draw it shows as it was written. */
class HtmlRenderer {
  readonly #isMe: (username: string) => boolean;

  constructor({ mentions, me }: Mentionable) {
    const mine = new Set(mentions.filter(({ identity }) => identity === me).map(({ username }) => username));
    this.#isMe = (username) => mine.has(username);
  }

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return `<p>${this.#words(block.children)}</p>`;
      case 'heading':
        return `<p class="heading">${this.#words(block.children)}</p>`;
      case 'rule':
        return '<hr>';
      case 'quote':
        return `<blockquote>${this.blocks(block.blocks)}</blockquote>`;
      case 'fence':
        return fence(block);
      case 'list':
        return this.#list(block);
      case 'table':
        return this.#table(block);
    }
  }

  #list({ mark, start, loose, items }: Block & { kind: 'list' }): string {
    const inner = items.map((item) => this.#item(item, loose)).join('');
    if (start === undefined) return `<ul${mark === '+' ? ' class="plus"' : ''}>${inner}</ul>`;
    const from = start === 1 ? '' : ` start="${start}"`;
    return `<ol${from}${mark === ')' ? ' class="paren"' : ''}>${inner}</ol>`;
  }

  #item({ value, done, blocks }: Item, loose: boolean): string {
    const tick = done === undefined ? '' : `<input type="checkbox" disabled${done ? ' checked' : ''}>`;
    const [first, ...rest] = blocks;
    const text = first?.kind === 'paragraph' ? tick + this.#words(first.children) : '';
    const own = text === '' ? tick + (first === undefined ? '' : this.#block(first)) : loose ? `<p>${text}</p>` : text;
    return `<li${value === undefined ? '' : ` value="${value}"`}>${own}${this.blocks(rest)}</li>`;
  }

  #table({ align, rows }: Block & { kind: 'table' }): string {
    const [head, ...body] = rows.map((row, n) => {
      const name = n === 0 ? 'th' : 'td';
      const cells = row.map((cell, at) => {
        const side = align[at] === undefined ? '' : ` align="${align[at]}"`;
        return `<${name}${side}>${this.#words(cell)}</${name}>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    });
    return `<table><thead>${head}</thead>${body.length === 0 ? '' : `<tbody>${body.join('')}</tbody>`}</table>`;
  }

  #words(children: readonly Inline[]): string {
    return children.map((child) => this.#word(child)).join('');
  }

  #word(child: Inline): string {
    switch (child.kind) {
      case 'text':
        return shown(child.text);
      case 'code':
        return `<code>${shown(child.text)}</code>`;
      case 'break':
        return '<br>';
      case 'call':
        return `<span class="at${this.#isMe(child.username) ? ' me' : ''}">${shown(child.text)}</span>`;
      case 'strong':
        return `<strong>${this.#words(child.children)}</strong>`;
      case 'emphasis':
        return `<em>${this.#words(child.children)}</em>`;
      case 'deleted':
        return `<del>${this.#words(child.children)}</del>`;
      case 'link':
        return this.#link(child);
    }
  }

  /** A link, and where it leads if its words do not say so. What may not be opened stays as it was written. */
  #link({ address, written, children }: Inline & { kind: 'link' }): string {
    const url = linkOf(address);
    if (url === undefined) return shown(written);
    const place = saysPlace(plainWords(children), url)
      ? ''
      : ` <span class="place">(${escapeHtml(placeOf(url))})</span>`;
    const [only, ...others] = children;
    const words = only?.kind === 'text' && others.length === 0 ? longAddress(only.text, shown) : this.#words(children);
    return `<a data-url="${escapeHtml(url.href)}">${words}</a>${place}`;
  }
}

const shown = (text: string): string => markHidden(escapeHtml(text));

const fence = ({ text, language, title }: Block & { kind: 'fence' }): string => {
  const name = language === '' ? '' : ` class="language-${language}"`;
  const heading = title === '' ? '' : ` data-title="${escapeHtml(title)}"`;
  return `<pre${heading}><code${name}>${markHidden(highlight(text, language))}</code></pre>`;
};

/** A message as HTML that still has to be purified. */
export const toHtml = (source: string, callable: Mentionable): string => {
  if (isUnseen(source)) return `<p>${markAll(source)}</p>`;
  return new HtmlRenderer(callable).blocks(
    readMarkdown(source, namesOf(callable.mentions.map(({ username }) => username))).blocks,
  );
};
