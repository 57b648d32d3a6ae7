import { collectedPayloads } from './xss-collected.ts';
import { htmlPayloads } from './xss-html.ts';
import { layoutPayloads, markdownPayloads } from './xss-markdown.ts';

/** What has been tried against pages that show other people's text: sent as messages, and as names. */
export const payloads: readonly string[] = [
  ...new Set([...htmlPayloads, ...markdownPayloads, ...layoutPayloads, ...collectedPayloads]),
];
