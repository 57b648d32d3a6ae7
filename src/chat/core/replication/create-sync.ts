import type { Env } from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import type { Links, Store } from '../ports.ts';
import type { Committer } from './committer.ts';
import { Fetcher } from './fetcher.ts';
import { FetchPlanner } from './fetch-planner.ts';
import { HaveSender } from './have-sender.ts';
import { OwnLogClaims } from './own-log-claims.ts';
import type { ReadUpTo } from './policy.ts';
import type { SyncParts } from './sync-parts.ts';
import { Sync } from './sync.ts';
import { WantResponder } from './want-responder.ts';

type Made = 'fetcher' | 'haveSender' | 'ownLogClaims' | 'wantResponder';

interface CreateSyncParts extends Omit<SyncParts, Made> {
  readonly env: Pick<Env, 'clock' | 'crypto' | 'logger' | 'random' | 'turn'>;
  readonly links: Pick<Links, 'send' | 'requestRoom'>;
  readonly store: Pick<Store, 'range' | 'page' | 'find'>;
  readonly committer: Pick<Committer, 'flush'>;
  readonly readUpTo: ReadUpTo;
  /** Others may know what I have read. */
  readonly mayTellReads: () => boolean;
  /** An answer about the conversation does not come. */
  readonly onSlow: (room: RoomKey) => void;
}

/** Makes what linked devices tell and ask each other about logs. */
export const createSync = (parts: CreateSyncParts): Sync => {
  const ownLogClaims = new OwnLogClaims(parts.env, parts.me, () => parts.committer.flush());
  const planner = new FetchPlanner({ ...parts, ownLogClaims });
  return new Sync({
    ...parts,
    ownLogClaims,
    haveSender: new HaveSender(parts),
    fetcher: new Fetcher({ ...parts, planner, ownLogClaims }),
    wantResponder: new WantResponder(parts),
  });
};
