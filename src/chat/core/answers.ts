import { AppError } from '../../../common/base/index.ts';
import { isAnchor } from '../../../common/log/index.ts';
import {
  encodeCerts,
  encodeEntries,
  encodeFrame,
  frameTypes,
  peerLimits,
  type Want,
} from '../../../common/protocol/peer/index.ts';
import { limits, type Certificate, type DeviceKey, type Entry } from '../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { scopeOf, type Neighbour } from './neighbour.ts';
import type { Lane, Links, Store } from './ports.ts';

const waitingWants = 4;
const entryBytes = 200;
/** Leaves room for a run that must reach its anchor. */
const budgetMost = peerLimits.entriesBytes - limits.runBytes;

/** Answers WANT from the store, one at a time for each neighbour, each with a single frame. */
export class Answers {
  readonly #me: Certificate;
  readonly #store: Store;
  readonly #links: Pick<Links, 'send'>;
  readonly #conversations: Conversations;
  readonly #certificates: Certificates;

  constructor(
    me: Certificate,
    store: Store,
    links: Pick<Links, 'send'>,
    conversations: Conversations,
    certificates: Certificates,
  ) {
    this.#me = me;
    this.#store = store;
    this.#links = links;
    this.#conversations = conversations;
    this.#certificates = certificates;
  }

  /** Throws AppError when more WANTs wait than one link may have. */
  onWant(neighbour: Neighbour, want: Want): void {
    if (neighbour.wants.length >= waitingWants) throw new AppError('BAD_OPERATION', 'too many WANT at once');
    neighbour.wants.push(want);
    this.#next(neighbour);
  }

  /** Sends entries, and first the certificates of their authors that the neighbour may lack. */
  send(neighbour: Neighbour, flag: 'push' | 'last', entries: readonly Entry[], lane: Lane): void {
    const authors = new Set(entries.map(({ device }) => device));
    this.#sendCertificates(
      neighbour,
      [...authors].filter((device) => !neighbour.certificatesSent.has(device)),
      lane,
    );
    const body = encodeEntries({ flag, entries });
    this.#links.send(neighbour.certificate.device, encodeFrame(frameTypes.ENTRIES, body), lane);
  }

  #sendCertificates(neighbour: Neighbour, devices: readonly DeviceKey[], lane: Lane): void {
    const found = devices.flatMap((device) => this.#certificates.get(device) ?? []);
    for (const { device } of found) neighbour.certificatesSent.add(device);
    for (let at = 0; at < found.length; at += peerLimits.items) {
      const body = encodeCerts(found.slice(at, at + peerLimits.items));
      this.#links.send(neighbour.certificate.device, encodeFrame(frameTypes.CERTS, body), lane);
    }
  }

  #next(neighbour: Neighbour): void {
    if (neighbour.answering) return;
    const want = neighbour.wants.shift();
    if (want === undefined) return;
    const conversation = this.#conversations.byLog(want.room)?.conversation;
    // newest pages and single bodies come with a later version: an empty answer says so
    if (conversation === undefined || want.mode !== 'ranges') {
      this.send(neighbour, 'last', [], 'catchup');
      this.#next(neighbour);
      return;
    }
    neighbour.answering = true;
    this.#gather(neighbour, conversation, want, 0, []);
  }

  #gather(
    neighbour: Neighbour,
    conversation: Conversation,
    want: Want & { mode: 'ranges' },
    at: number,
    found: readonly Entry[],
  ): void {
    const range = want.ranges[at];
    const maxBytes = Math.min(want.maxBytes, budgetMost) - sizeOf(found);
    const finish = (): void => {
      this.send(neighbour, 'last', found, 'catchup');
      neighbour.answering = false;
      this.#next(neighbour);
    };
    if (range === undefined || maxBytes <= 0 || found.length >= limits.runEntries) return finish();
    const goOn = (more: readonly Entry[]): void =>
      this.#gather(neighbour, conversation, want, at + 1, [...found, ...more]);
    const all = scopeOf(conversation, this.#me, neighbour.certificate) === 'all';
    if (range.kind === 'content' && !all) return goOn([]);
    const { device, kind, from, to } = range;
    this.#store.range({ room: conversation.room, device, kind, from, to, maxBytes }, (answer) => {
      goOn(
        answer instanceof AppError
          ? []
          : clip(
              answer.map(({ entry }) => entry),
              limits.runEntries - found.length,
              peerLimits.entriesBytes - sizeOf(found) - entryBytes,
            ),
      );
    });
  }
}

const sizeOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + entryBytes + (entry.body?.length ?? 0), 0);

/** The longest beginning that ends at an anchor and fits: one author can make a run nearly as large as a frame. */
const clip = (entries: readonly Entry[], most: number, mostBytes: number): readonly Entry[] => {
  let end = Math.min(entries.length, most);
  let bytes = sizeOf(entries.slice(0, end));
  for (; bytes > mostBytes; end--) bytes -= sizeOf(entries.slice(end - 1, end));
  while (end > 0 && !isAnchor(entries[end - 1] as Entry)) end--;
  return entries.slice(0, end);
};
