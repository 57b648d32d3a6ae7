import { findMentions } from '../../common/text/index.ts';
import type { Who } from '../../common/model/index.ts';
import { element } from './nodes.ts';

/** What is not read as words: code, links and their places, marks of hidden characters. */
const quiet = 'code, a, .place, .hidden-char';

/** Marks in the words of a message who is called. It works on text that is already purified, and adds nothing but text. */
export const dressMentions = (nodes: DocumentFragment, mentions: readonly Who[], me: string | undefined): void => {
  if (mentions.length === 0) return;
  const identities = new Map(mentions.map(({ username, identity }) => [username, identity]));
  for (const text of textsOf(nodes)) {
    const source = text.data;
    const found = findMentions(source, identities.keys());
    if (found.length === 0) continue;
    const parts: (Node | string)[] = [];
    let from = 0;
    for (const { start, end, username } of found) {
      parts.push(source.slice(from, start), chip(source.slice(start, end), identities.get(username) === me));
      from = end;
    }
    text.replaceWith(...parts, source.slice(from));
  }
};

const textsOf = (nodes: DocumentFragment): readonly Text[] => {
  const walker = document.createTreeWalker(nodes, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode() !== null) {
    const text = walker.currentNode as Text;
    if (text.data.includes('@') && (text.parentElement?.closest(quiet) ?? null) === null) texts.push(text);
  }
  return texts;
};

const chip = (words: string, isMe: boolean): HTMLElement => {
  const made = element('span', isMe ? 'at me' : 'at');
  made.textContent = words;
  return made;
};
