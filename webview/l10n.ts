let strings: Readonly<Record<string, string>> = {};

/** Translations by English text, as the host sent them. */
export const useStrings = (translations: Readonly<Record<string, string>> | undefined): void => {
  strings = translations ?? {};
};

/** The text in the person's language, with {0}, {1} … replaced. The first argument is always a literal, so that it can be collected. */
export const t = (text: string, ...args: readonly (string | number)[]): string =>
  (Object.hasOwn(strings, text) ? (strings[text] ?? text) : text).replace(/\{(\d+)\}/g, (placeholder, index: string) =>
    String(args[Number(index)] ?? placeholder),
  );
