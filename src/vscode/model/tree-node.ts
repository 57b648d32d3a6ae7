import type { RoomKey } from '../../../common/model/index.ts';
import type { CommandName } from '../contributions/commands.ts';
import type { Icon } from './presence.ts';

/** What stands at the right edge of a line, and gives it its color; `quiet` is muted, or over. */
export interface Badge {
  readonly kind: 'unread' | 'mention' | 'quiet';
  readonly count: number;
}

/** A line of a tree, free of the editor's types: the providers turn it into a TreeItem. */
export interface TreeNode {
  /** The same for the same thing across refreshes and reloads; once in a tree. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown, made when it is asked for. */
  readonly tooltip?: () => string;
  readonly icon?: Icon;
  /** Flags, separated by semicolons, for the menus. */
  readonly contextValue: string;
  /** The whole line in words, for screen readers. */
  readonly ariaLabel: string;
  readonly room?: RoomKey;
  /** An identity. */
  readonly user?: string;
  readonly badge?: Badge;
  /** What Enter or a click does, with this line. */
  readonly command: CommandName | undefined;
  readonly children?: readonly TreeNode[];
}

/** A heading with its lines; nothing without lines. */
export const group = (id: string, label: string, children: readonly TreeNode[]): readonly TreeNode[] =>
  children.length === 0
    ? []
    : [{ id: `group:${id}`, label, contextValue: flags('group', id), ariaLabel: label, command: undefined, children }];

export const flags = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(';');

/** The parts that say something. */
export const join = (parts: readonly string[], separator = ', '): string => parts.filter(Boolean).join(separator);

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
export const byName = (a: string, b: string): number => collator.compare(a, b);
