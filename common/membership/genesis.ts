import type { Crypto } from '../base/index.ts';
import { genesisKey } from '../log/index.ts';
import type { RoomKey } from '../model/index.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/**
 * The operations that made this room: their body has the room's key as its hash, written by the owner it names. One, unless
 * the owner has written the same body from two devices; either says the same.
 */
export const findGeneses = (
  crypto: Pick<Crypto, 'sha256'>,
  room: RoomKey,
  operations: readonly Operation[],
): readonly Known<'GENESIS'>[] =>
  ofKind(operations, 'GENESIS')
    .filter(({ entry, body, author }) => {
      if (entry.seq !== 0 || body.owner !== author.identity || entry.body === undefined) return false;
      return genesisKey(crypto, entry.body) === room;
    })
    .toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
