import { tipOf } from '../../../../common/log/index.ts';
import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';
import {
  type AuthorKey,
  type Certificate,
  deviceOf,
  identityOf,
  type LogKind,
} from '../../../../common/model/index.ts';
import type { Conversation, LogState } from './conversation.ts';
import type { LogOwner } from './log-owner.ts';
import type { ReadUpTo } from './policy.ts';

export interface HaveRecordsParts {
  readonly me: Certificate;
  readonly readUpTo: ReadUpTo;
  /** Others may know what I have read. */
  readonly mayTellReads: () => boolean;
}

/** What a HAVE to somebody says of logs: what is durable here, and to its author what of it I have read. */
export class HaveRecords {
  readonly #parts: HaveRecordsParts;

  constructor(parts: HaveRecordsParts) {
    this.#parts = parts;
  }

  all(peer: Certificate, conversation: Conversation, scope: 'all' | 'control'): HaveRecord[] {
    const kinds: readonly LogKind[] = scope === 'all' ? ['content', 'control'] : ['control'];
    return kinds.flatMap((kind) =>
      [...conversation.logs[kind].keys()].flatMap((author) => this.one(peer, conversation, { author, kind }) ?? []),
    );
  }

  one(peer: Certificate, conversation: Conversation, { author, kind }: LogOwner): HaveRecord | undefined {
    const log = conversation.logs[kind].get(author);
    if (log === undefined) return undefined;
    const tellsRead = kind === 'content' && this.tellsRead(peer, author);
    const read = tellsRead ? this.#parts.readUpTo(conversation.room, author) : 0;
    const ids = { device: deviceOf(author), log: conversation.logId(kind, identityOf(author)) };
    return { ...ids, ...coverageOf(log), read };
  }

  /** What I have read is the business of its author alone. */
  tellsRead(peer: Certificate, author: AuthorKey): boolean {
    if (peer.identity === this.#parts.me.identity || !this.#parts.mayTellReads()) return false;
    return identityOf(author) === peer.identity;
  }
}

/** Of several segments above gaps the newest is told. */
const coverageOf = ({ durable }: LogState): Omit<HaveRecord, 'device' | 'log' | 'read'> => {
  const { prefix, ahead } = durable;
  const { from = prefix, to = prefix } = ahead.at(-1) ?? {};
  return { prefix, from, to, newest: tipOf(durable).id };
};
