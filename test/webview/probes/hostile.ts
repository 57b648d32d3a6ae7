/** What of the log is not where it belongs: rows beside the column or over each other, elements outside of their row. */
export const misplaced = (): readonly string[] => {
  const log = document.querySelector('.log');
  const rows = [...document.querySelectorAll<HTMLElement>('.msg')];
  const wrong = log === null || log.scrollWidth > log.clientWidth ? ['the log is too wide'] : [];
  const column = rows[0]?.getBoundingClientRect();
  let bottom = Number.NEGATIVE_INFINITY;
  for (const one of rows) {
    const { left, right, top, bottom: end, height } = one.getBoundingClientRect();
    const text = (one.textContent ?? '').trim().slice(0, 80);
    if (left !== column?.left || right !== column.right) wrong.push(`beside the column: ${text}`);
    if (top < bottom - 0.5) wrong.push(`over another: ${text}`);
    if (text.endsWith('harmless') && height > 60) wrong.push(`stretched: ${text}`);
    // our own tools glide along their message; nothing that somebody wrote does
    const tools = one.querySelector(':scope > .tools-rail > .tools');
    for (const part of one.querySelectorAll('*'))
      if (part !== tools && ['fixed', 'sticky'].includes(getComputedStyle(part).position))
        wrong.push(`afloat: ${text}`);
    bottom = end;
  }
  return wrong;
};

const elements = new Set(
  'P BR HR BLOCKQUOTE UL OL LI INPUT STRONG EM DEL A CODE PRE SPAN TABLE THEAD TBODY TR TH TD DIV BUTTON'.split(' '),
);
const attributes =
  /^(class|dir|role|title|tabindex|type|checked|disabled|start|align|data-char|aria-(label|hidden|expanded))$/;

/** Elements and attributes of messages that are on no list of ours. */
export const strangers = (): readonly string[] =>
  [...document.querySelectorAll('.msg-text *')].flatMap((element) => [
    ...(elements.has(element.tagName) ? [] : [element.tagName]),
    ...[...element.attributes].map(({ name }) => name).filter((name) => !attributes.test(name)),
  ]);
