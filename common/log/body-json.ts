import { fromUtf8 } from '../base/index.ts';
import { limits } from '../model/index.ts';

const maxDepth = 16;

/** Nesting of a JSON text, strings skipped; what is not JSON gives any number. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
};

/**
 * The JSON of a body; undefined if it is too long, not UTF-8, not JSON or nested too deep. The depth is counted and not
 * left to the parser, because whether a parser's stack holds out differs between runtimes, and membership must not.
 */
export const readBodyJson = (body: Uint8Array): unknown => {
  if (body.length > limits.body) return undefined;
  try {
    const text = fromUtf8(body);
    return depthOf(text) <= maxDepth ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};
