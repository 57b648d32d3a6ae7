import createPurifier, { type Config } from 'dompurify';

/** All that markup may consist of. No address is among the attributes: a link carries its own, and only we open it. */
const config = {
  ALLOWED_TAGS:
    'p br hr blockquote ul ol li input strong em del a code pre span table thead tbody tr th td #text'.split(' '),
  ALLOWED_ATTR: [
    'class',
    'data-url',
    'data-char',
    'data-title',
    'start',
    'value',
    'align',
    'type',
    'checked',
    'disabled',
  ],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

/** Classes of our own renderer and of the highlighter. */
const known =
  /^(?:hljs-[a-z_-]+|[a-z]+_{1,2}|language-[\w+#.-]+|heading|place|middle|is-narrow|is-tiny|hidden-char|at|me|plus|paren)$/;

const purifier = createPurifier(window);
purifier.addHook('uponSanitizeAttribute', (_, data) => {
  if (data.attrName !== 'class') return;
  data.attrValue = data.attrValue
    .split(/\s+/)
    .filter((name) => known.test(name))
    .join(' ');
});
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.localName === 'input' && !(node.getAttribute('type') === 'checkbox' && node.hasAttribute('disabled')))
    node.remove();
});

/** HTML as nodes of which none can do anything. */
export const purify = (html: string): DocumentFragment => purifier.sanitize(html, config);
