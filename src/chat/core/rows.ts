import { decodeContent, decodeControl, orderText } from '../../../common/log/index.ts';
import type { Certificate, OrderKey, StoredEntry } from '../../../common/model/index.ts';
import type { Row } from '../../../common/protocol/view/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Deliveries } from './deliveries.ts';

/** How far a claimed time may lie after the time of receipt and still be shown, milliseconds. */
const aheadShown = 120_000;

/** Turns entries into the lines of a conversation. Control entries that say nothing to a reader give no line. */
export class Rows {
  readonly #me: Certificate;
  readonly #certificates: Certificates;
  readonly #deliveries: Deliveries;

  constructor(me: Certificate, certificates: Certificates, deliveries: Deliveries) {
    this.#me = me;
    this.#certificates = certificates;
    this.#deliveries = deliveries;
  }

  of(conversation: Conversation, stored: StoredEntry, order: OrderKey = orderOf(stored)): Row | undefined {
    const { entry, received, late } = stored;
    const author = this.#certificates.get(entry.device);
    const said = stored.kind === 'content' ? content(stored) : control(stored);
    if (author === undefined || said === undefined) return undefined;
    const own = author.identity === this.#me.identity;
    return {
      id: entry.id,
      order: orderText(order),
      ...said,
      author: { identity: author.identity, username: author.username },
      own,
      at: Math.min(entry.clock.ms, received + aheadShown),
      ...(late ? { late } : {}),
      ...(own && said.kind === 'message' ? { delivery: this.#deliveries.of(conversation, entry) } : {}),
    };
  }
}

/** The effective clock of an entry at the end of its log is its own. */
const orderOf = ({ entry }: StoredEntry): OrderKey => ({ clock: entry.clock, device: entry.device, seq: entry.seq });

type Said = Pick<Row, 'kind' | 'content' | 'quote'>;

const content = ({ entry }: StoredEntry): Said => {
  const body = entry.body === undefined ? undefined : decodeContent(entry.body);
  if (body === undefined) return { kind: 'unreadable' };
  return {
    kind: 'message',
    content: body.content,
    ...(body.replyTo === undefined ? {} : { quote: { id: body.replyTo } }),
  };
};

const lines = { GENESIS: 'created', JOIN: 'joined', LEAVE: 'left', CLOSE: 'closed' } as const;

const control = ({ entry }: StoredEntry): Said | undefined => {
  const body = entry.body === undefined ? undefined : decodeControl(entry.body);
  if (body === undefined || !(body.kind in lines)) return undefined;
  return { kind: lines[body.kind as keyof typeof lines] };
};
