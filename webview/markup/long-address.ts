import { charactersOf } from '../../common/text/index.ts';

/** Characters of an address that are drawn of its beginning and its end, where the page is wide, narrow, and as narrow as a side bar. */
const steps = [
  { before: 44, after: 16, name: 'middle' },
  { before: 22, after: 8, name: 'middle is-narrow' },
  { before: 10, after: 6, name: 'middle is-tiny' },
] as const;
/** Shorter ones are drawn whole: to save a few characters is not worth it. */
const longest = 64;

/**
 * A long address that takes one line: its middle is part of the text, and is drawn as an ellipsis until the link has the focus. The
 * narrower the page, the larger is that middle: one lies in the other.
 */
export const longAddress = (text: string, shown: (part: string) => string): string => {
  const all = text.length > longest && !/\s/.test(text) ? charactersOf(text) : [];
  if (all.length <= longest) return shown(text);
  const part = (from: number, to: number): string => shown(all.slice(from, to).join(''));
  let [from, to]: [number, number] = [steps[0].before, all.length - steps[0].after];
  let inner = part(from, to);
  for (const { before, after, name } of steps) {
    const [start, end] = [before, all.length - after];
    inner = `<span class="${name}">${part(start, from)}${inner}${part(to, end)}</span>`;
    [from, to] = [start, end];
  }
  return `${part(0, from)}${inner}${part(to, all.length)}`;
};
