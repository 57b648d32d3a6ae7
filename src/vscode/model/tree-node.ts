import type { RoomKey } from '../../../common/model/index.ts';

/** A line of a tree, free of the editor's types: the providers turn it into a TreeItem. */
export interface TreeNode {
  /** The same for the same thing across refreshes and reloads. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: { readonly id: string; readonly color?: string };
  /** Flags, separated by semicolons, for the menus. */
  readonly context: string;
  /** The whole line in words, for screen readers. */
  readonly spoken: string;
  readonly room?: RoomKey;
  readonly user?: string;
  readonly unread?: number;
  /** Opens `room` on Enter or click. */
  readonly opens?: boolean;
  readonly children?: readonly TreeNode[];
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
export const byName = (a: string, b: string): number => collator.compare(a, b);
