import { Marked, type RendererObject, type TokenizerObject } from 'marked';
import { colour } from './colour.ts';
import { escapeHtml } from './escape.ts';
import { markHidden } from './hidden.ts';
import { linkOf, placeOf, saysPlace } from './links.ts';

/** True while the words of a link are drawn: a link inside a link would not be one. */
let inLink = false;

const link = (address: string, words: string, plain: string): string => {
  const url = linkOf(address);
  if (url === undefined || inLink) return words;
  const place = saysPlace(plain, url) ? '' : ` <span class="place">(${escapeHtml(placeOf(url))})</span>`;
  return `<a data-url="${escapeHtml(url.href)}">${words}</a>${place}`;
};

const wordsOf = (draw: () => string): string => {
  const outer = inLink;
  inLink = true;
  try {
    return markHidden(draw());
  } finally {
    inLink = outer;
  }
};

const renderer: RendererObject = {
  // never met, since nothing is read as HTML; should it be after all, it stays text
  html: ({ text }) => escapeHtml(text),
  code: ({ text, lang = '' }) => {
    const name = /^[\w+#.-]{1,24}/.exec(lang)?.[0] ?? '';
    return `<pre><code${name && ` class="language-${name}"`}>${markHidden(colour(text, name))}</code></pre>`;
  },
  codespan: ({ text }) => `<code>${markHidden(escapeHtml(text))}</code>`,
  heading({ tokens }) {
    return `<p class="heading">${this.parser.parseInline(tokens)}</p>`;
  },
  paragraph({ tokens }) {
    return `<p>${this.parser.parseInline(tokens)}</p>`;
  },
  link({ href, text, tokens }) {
    return link(
      href,
      wordsOf(() => this.parser.parseInline(tokens)),
      text,
    );
  },
  // a picture would tell its host who reads
  image: ({ href, text }) => link(href, markHidden(escapeHtml(text || href)), text || href),
  hr: () => '<hr>',
};

/** Raw HTML is text like any other, and so are definitions, which would make words vanish. */
const tokenizer: TokenizerObject = {
  html: (): undefined => undefined,
  tag: (): undefined => undefined,
  def: (): undefined => undefined,
};

const marked = new Marked({ gfm: true, breaks: true, async: false, renderer, tokenizer });

/** Markdown as HTML that still has to be purified. Throws on what the parser cannot bear. */
export const toHtml = (source: string): string => marked.parse(source, { async: false }).trim();
