/** Names and texts come from strangers; these make them harmless where the editor would read more into them than letters. */

/** Enough of a long text to cut from. */
const read = 2000;

/** Format characters, such as those that turn the direction of writing; but a joiner between two pictures makes one of them. */
const invisible =
  /(?!(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)\u{200d}\p{Extended_Pictographic})\p{Cf}/gu;

/** One line of letters that can be seen, of at most `longest` of them. */
export const oneLine = (text: string, longest: number): string => {
  const line = text
    .slice(0, read)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Co}\p{Cs}\u{34f}\u{115f}\u{1160}\u{3164}\u{ffa0}]/gu, '')
    .replaceAll(invisible, '')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
  const letters = Array.from(line); // whole characters
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
};

/** For labels in which `$(name)` is an icon: the status bar and pick lists. */
export const noIcons = (text: string): string => text.replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, String.raw`\$&`);

/** For Markdown: every mark as an entity, which is no syntax of Markdown, of icons or of links. */
export const noMarkdown = (text: string): string =>
  text.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
