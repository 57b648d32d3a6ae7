import {
  fold,
  foldWithPlaces,
  readSlash,
  placesOf,
  rankOfName,
  slashNames,
  statusNameIn,
  statusNames,
  type Range,
  type SlashCommand,
  type StatusName,
  usualDurations,
} from '../../common/text/index.ts';
import type { Header, Member } from '../../common/protocol/view/index.ts';
import { isOffered, nameIn } from './commands.ts';
import { findEmoji } from './emoji.ts';
import type { Trigger } from './trigger.ts';

interface Taken {
  /** What stands in the text once it is taken. */
  readonly insert: string;
  readonly label: string;
  /** The part of the label that was typed. */
  readonly hit: Range | undefined;
}
export type Option = Taken &
  (
    | { readonly kind: 'member'; readonly member: Member }
    | { readonly kind: 'emoji'; readonly picture: string }
    | { readonly kind: 'command'; readonly command: SlashCommand }
    | { readonly kind: 'status'; readonly status: StatusName }
    | { readonly kind: 'time' }
  );

/** What can be taken, and which of it the keys are on. */
export interface Completion {
  readonly trigger: Trigger;
  readonly options: readonly Option[];
  readonly selected: number;
}

/** Whom and what the options are about. */
export interface CompletionContext {
  readonly header: Header;
  /** Identity of who writes. */
  readonly me: string | undefined;
  readonly portuguese: boolean;
}

/** More rows are no help. */
const maxSuggestions = { member: 200, emoji: 8 } as const;

/** What fits what is being written; nothing if nothing does. */
export const complete = (trigger: Trigger, around: CompletionContext): Completion | undefined => {
  const options = sources[trigger.kind](trigger, around);
  return options.length === 0 ? undefined : { trigger, options, selected: 0 };
};

/** Another row, and round at the ends. */
export const step = (completion: Completion, by: 1 | -1): Completion => {
  const { length } = completion.options;
  return { ...completion, selected: (completion.selected + by + length) % length };
};

/** What to replace, and by what: a space that stands there already serves again. */
export const edit = (
  text: string,
  { trigger, options, selected }: Completion,
): { start: number; end: number; text: string } | undefined => {
  const option = options[selected];
  if (option === undefined) return undefined;
  const end = trigger.start + 1 + trigger.query.length;
  const spaced = option.insert.endsWith(' ') && text[end] === ' ';
  return { start: trigger.start, end: spaced ? end + 1 : end, text: option.insert };
};

/** It stands there already, a command in whatever case: there is nothing to take. */
export const isWritten = (text: string, { trigger, options, selected }: Completion): boolean => {
  const option = options[selected];
  const written = text.slice(trigger.start, trigger.start + 1 + trigger.query.length);
  if (option?.kind !== 'command') return option?.insert.trimEnd() === written;
  const slash = readSlash(written);
  return slash.kind === 'command' && slash.command === option.command && slash.command !== 'message';
};

/** All but me; those whose name begins so first, then those with a word that does, then the rest. */
const members = (query: string, { header, me }: CompletionContext): readonly Option[] => {
  if (/^\s|\s$/.test(query)) return [];
  const wanted = fold(query);
  return header.members
    .filter(({ identity }) => identity !== me)
    .map((member) => ({ member, at: rankOfName(fold(member.username), wanted) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || Number(isAway(a.member)) - Number(isAway(b.member)))
    .slice(0, maxSuggestions.member)
    .map(({ member }) => ({
      kind: 'member',
      member,
      insert: `@${member.username} `,
      label: member.username,
      hit: hitIn(member.username, wanted),
    }));
};

const isAway = ({ presence }: Member): boolean => presence === 'offline';

const hitIn = (label: string, wanted: string): Range | undefined => placesOf(foldWithPlaces(label), wanted)[0];

const emoji = (query: string): readonly Option[] =>
  findEmoji(query, maxSuggestions.emoji).map(({ emoji: { picture }, name }) => ({
    kind: 'emoji',
    picture,
    insert: picture,
    label: `:${name}:`,
    hit: hitIn(`:${name}:`, fold(query)),
  }));

/** Only what can be done here. */
const commands = (query: string, { header, portuguese }: CompletionContext): readonly Option[] => {
  const wanted = `/${fold(query)}`;
  return (Object.keys(slashNames) as SlashCommand[]).flatMap((command) => {
    const usual = nameIn(command, portuguese);
    const name = [usual, ...slashNames[command]].find((each) => each.startsWith(wanted));
    if (name === undefined || !isOffered(command, header)) return [];
    // what cannot be carried out without more is not finished
    const insert = command === 'message' ? `${name} ` : name;
    return [{ kind: 'command' as const, command, insert, label: name, hit: { start: 0, end: wanted.length } }];
  });
};

/** What may stand behind a command. */
const args = ({ query, command }: Trigger, around: CompletionContext): readonly Option[] => {
  if (command === 'message')
    return members(query.replace(/^@/, ''), around).map((option) => ({ ...option, insert: ` ${option.label} ` }));
  const begins = (name: string): boolean => fold(name).startsWith(fold(query));
  const taken = (name: string): Taken => ({ insert: ` ${name}`, label: name, hit: { start: 0, end: query.length } });
  if (command === 'mute')
    return usualDurations(around.portuguese)
      .filter(begins)
      .map((time) => ({ kind: 'time', ...taken(time) }));
  return statusNames
    .map((status) => ({ status, name: statusNameIn(status, around.portuguese) }))
    .filter(({ name }) => begins(name))
    .map(({ status, name }) => ({ kind: 'status', status, ...taken(name) }));
};

const sources: { readonly [K in Trigger['kind']]: (trigger: Trigger, around: CompletionContext) => readonly Option[] } =
  {
    member: ({ query }, around) => members(query, around),
    emoji: ({ query }) => emoji(query),
    command: ({ query }, around) => commands(query, around),
    argument: args,
  };
