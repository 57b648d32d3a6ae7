/** What a message may link to. Everything else stays text. */
const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const longest = 2000;

/** The address, if it is one that may be opened. */
export const linkOf = (address: string): URL | undefined => {
  if (address.length > longest || !/^(?:https?:\/\/|mailto:)/i.test(address)) return undefined;
  const url = URL.parse(address);
  if (url === null || !schemes.has(url.protocol) || !/^[\x21-\x7e]+$/.test(url.href)) return undefined;
  return url.host !== '' || url.pathname.includes('@') ? url : undefined;
};

/** Where a link leads, in letters that cannot deceive: the host as the network knows it, or who gets the mail. */
export const placeOf = (url: URL): string => (url.protocol === 'mailto:' ? decoded(url.pathname) : url.host);

const decoded = (text: string): string => {
  try {
    const plain = decodeURIComponent(text);
    return /^[\x21-\x7e]+$/.test(plain) ? plain : text;
  } catch {
    return text;
  }
};

/** Whether the words of a link already say where it leads. */
export const saysPlace = (words: string, url: URL): boolean => {
  const place = placeOf(url);
  const bare = words.trim().replace(/^(?:https?:\/\/|mailto:)/i, '');
  return bare.toLowerCase().startsWith(place.toLowerCase()) && /^(?:$|[/?#])/.test(bare.slice(place.length));
};
