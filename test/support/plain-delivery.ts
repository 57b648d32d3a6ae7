import type { Delivery } from '../../common/model/index.ts';
import { namesOf } from './named.ts';

export interface Shown extends Pick<Delivery, 'n' | 'm'> {
  readonly users: readonly string[];
  readonly readBy?: readonly string[];
  readonly open?: readonly string[];
  /** By name. */
  readonly at: Readonly<Record<string, number | undefined>>;
}

/** With names, of which each is one person's here. */
export const plain = ({ n, m, users: having, readBy, open, at = {} }: Delivery): Shown => ({
  n,
  m,
  users: namesOf(having),
  ...(readBy && { readBy: namesOf(readBy) }),
  ...(open && { open: namesOf(open) }),
  at: Object.fromEntries([...having, ...(readBy ?? [])].map(({ identity, username }) => [username, at[identity]])),
});
