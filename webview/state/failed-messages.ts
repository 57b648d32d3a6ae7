import type { Quote, Row } from '../../common/model/index.ts';
import { flatQuoteOf, quoteOf as shortQuoteOf } from '../../common/text/index.ts';
import type { FailedMessage } from '../../common/protocol/view/index.ts';
import { findRow } from './rows.ts';
import { stateLimits } from './limits.ts';
import type { Outgoing, State } from './state.ts';

type Locals = State['localRows'];

/** What the host keeps of a conversation, among what is only here. What is being sent again stays on its way. */
export const mergeFailed = (
  localRows: Locals,
  rows: readonly Row[],
  room: string,
  failed: readonly FailedMessage[],
): Locals => {
  const busy = new Map(localRows.filter(({ kind }) => kind === 'sending').map((local) => [local.key, local]));
  const others = localRows.filter((local) => local.kind === 'note' || local.kept !== true || local.room !== room);
  return sorted([...others, ...failed.map((one) => busy.get(one.key) ?? outgoingOf(one, rows))]);
};

/** The host keeps what this page could not send: it takes the place of what stood here. */
export const replaceLocal = (localRows: Locals, rows: readonly Row[], key: string, kept: FailedMessage): Locals => {
  const others = localRows.filter((local) => local.key !== key && local.key !== kept.key);
  return sorted([...others, outgoingOf(kept, rows)]);
};

const outgoingOf = ({ replyTo, ...failed }: FailedMessage, rows: readonly Row[]): Outgoing => ({
  kind: 'failed',
  kept: true,
  ...failed,
  ...(replyTo !== undefined && { quote: quoteOf(replyTo, rows) }),
});

const quoteOf = (id: string, rows: readonly Row[]): Quote => {
  const row = findRow(rows, id);
  if (row === undefined) return { id };
  return row.kind === 'deleted' ? shortQuoteOf(row) : flatQuoteOf(row);
};

const sorted = (localRows: Locals): Locals =>
  localRows
    .toSorted((a, b) => (a.after === b.after ? a.at - b.at : a.after < b.after ? -1 : 1))
    .slice(-stateLimits.localRows);
