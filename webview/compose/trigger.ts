import { limits } from '../../common/model/index.ts';
import {
  argumentBegun,
  mentionBegun,
  shortcodeBegun,
  shortcodeClosed,
  slashBegun,
  willBeQuiet,
  type SlashCommand,
} from '../../common/text/index.ts';

/** A word that is being written and can be completed: from its sign up to the caret. */
export interface Trigger {
  readonly kind: 'member' | 'emoji' | 'command' | 'argument';
  /** Place of `@`, `:` or `/`, or of the space behind a command. */
  readonly start: number;
  /** What stands between the sign and the caret. */
  readonly query: string;
  /** The command that an argument is for. */
  readonly command?: SlashCommand;
}

/** No name and no shortcode is longer, UTF-16 units. */
const longest = 2 * limits.name + 1;

/** What they are about can be offered. */
const takesArgument: ReadonlySet<SlashCommand> = new Set(['message', 'status', 'mute']);

/** What the text before the caret begins. Nothing in code; a command only where the whole text is one. */
export const triggerAt = (text: string, caret: number): Trigger | undefined => {
  const before = text.slice(Math.max(0, caret - longest), caret);
  const command = caret <= longest ? slashBegun(before) : undefined;
  if (command !== undefined) return { kind: 'command', start: 0, query: command };
  const argument = caret <= longest ? argumentBegun(before) : undefined;
  if (argument !== undefined && takesArgument.has(argument.command))
    return { kind: 'argument', start: caret - argument.query.length - 1, ...argument };
  const found = trigger('emoji', shortcodeBegun(before), caret) ?? trigger('member', mentionBegun(before), caret);
  return found === undefined || willBeQuiet(text, found.start) ? undefined : found;
};

const trigger = (kind: Trigger['kind'], query: string | undefined, caret: number): Trigger | undefined =>
  query === undefined ? undefined : { kind, start: caret - query.length - 1, query };

/** The shortcode that has just been closed with its second colon, and where it begins. */
export const closedShortcode = (text: string, caret: number): { name: string; start: number } | undefined => {
  const name = shortcodeClosed(text.slice(Math.max(0, caret - longest), caret));
  if (name === undefined) return undefined;
  const start = caret - name.length - 2;
  return willBeQuiet(text, start) ? undefined : { name, start };
};
