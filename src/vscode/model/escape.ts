/** Names and texts come from strangers; these make them harmless where the editor would read more into them than letters. */

/** For labels in which `$(name)` is an icon: the status bar and pick lists. */
export const escapeIcons = (text: string): string => text.replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, String.raw`\$&`);

/** For Markdown: every mark as an entity, which is no syntax of Markdown, of icons or of links. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** For notifications, and the prompts and messages of input boxes, where `[text](address)` is a link. */
export const escapeLinks = (text: string): string => text.replaceAll('](', '] (');
