import { testTracker } from './tracker-keys.ts';
import { silentLogger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import {
  decodeEntries,
  decodeHave,
  encodeFrame,
  encodeWant,
  frameTypes,
  type Want,
} from '../../common/protocol/peer/index.ts';
import { Memberships } from '../../src/chat/core/membership/memberships.ts';
import { RoomPolicy } from '../../src/chat/core/membership/room-policy.ts';
import { BadSignatures } from '../../src/chat/core/replication/bad-signatures.ts';
import { Certificates } from '../../src/chat/core/replication/certificates.ts';
import type { Conversation } from '../../src/chat/core/replication/conversation.ts';
import { Conversations } from '../../src/chat/core/replication/conversations.ts';
import { FetchPlanner } from '../../src/chat/core/replication/fetch-planner.ts';
import { Fetcher } from '../../src/chat/core/replication/fetcher.ts';
import { HaveSender } from '../../src/chat/core/replication/have-sender.ts';
import { OwnLogClaims } from '../../src/chat/core/replication/own-log-claims.ts';
import { Projections } from '../../src/chat/core/replication/projection.ts';
import type { SyncParts } from '../../src/chat/core/replication/sync-parts.ts';
import { Sync } from '../../src/chat/core/replication/sync.ts';
import { WantResponder } from '../../src/chat/core/replication/want-responder.ts';
import { fixedRandom, ManualClock } from './manual-clock.ts';
import { testPerson } from './people.ts';

export const me = testPerson(1, 'ana').device(0);
export const bia = testPerson(2, 'bia');
const caio = testPerson(3, 'caio');

/** Two conversations that the same peer is in. */
const everything = (): 'all' => 'all';

/** What answers and offers go through, over a link that is full or not as a test says. */
export class ReplicationRig {
  readonly clock = new ManualClock();
  readonly sync: Sync;
  readonly haveSender: HaveSender;
  readonly wantResponder: WantResponder;
  readonly conversation: Conversation;
  readonly other: Conversation;
  readonly conversations: Conversations;
  readonly sent: string[] = [];
  /** What was looked for in the store. */
  readonly looked: number[] = [];
  /** The link can take more. */
  room = true;
  send = (said: string): void => void this.sent.push(said);

  constructor() {
    const { crypto, certificate } = me;
    const env = { clock: this.clock, crypto, logger: silentLogger, turn: this.clock.turn, random: fixedRandom(0) };
    const certificates = new Certificates(crypto, testTracker);
    certificates.addTrusted(certificate);
    this.conversations = new Conversations(env, certificate);
    this.conversation = this.conversations.direct(bia) as Conversation;
    this.other = this.conversations.direct(caio) as Conversation;
    const policy = new RoomPolicy(certificate, new Memberships(certificate));
    const open = Object.assign(Object.create(policy) as RoomPolicy, { scopeFor: everything });
    const links = {
      send: (_: unknown, frame: Uint8Array) => this.send(this.#say(frame)),
      requestRoom: () => this.room,
    };
    const parts = { env, me: certificate, links, certificates, policy: open, conversations: this.conversations };
    this.haveSender = new HaveSender({ ...parts, readUpTo: () => 0, mayTellReads: () => true });
    const store = {
      range: () => [],
      page: ({ limit }: { limit: number }) => {
        this.looked.push(limit);
        return { entries: [], hasOlder: false, hasNewer: false };
      },
      find: () => [],
    };
    this.wantResponder = new WantResponder({ ...parts, store });
    const badSignatures = new BadSignatures(env, { refuse: () => {} });
    const ownLogClaims = new OwnLogClaims(env, certificate, () => {});
    const planner = new FetchPlanner({ ...parts, policy, badSignatures, ownLogClaims });
    this.sync = new Sync({
      ...parts,
      classifier: { beforeFetch: () => {} },
      projections: new Projections(),
      committer: { flush: () => {} },
      receiver: { isPaused: false, accept: () => {} } as unknown as SyncParts['receiver'],
      haveSender: this.haveSender,
      fetcher: new Fetcher({ ...parts, planner, ownLogClaims, onSlow: () => {} }),
      wantResponder: this.wantResponder,
      badSignatures,
      ownLogClaims,
      frames: new Map(),
      onChanged: () => {},
    });
  }

  /** As from the peer: the newest `count` entries, please. The count tells one question from another. */
  ask(count: number): void {
    const want: Want = { mode: 'newest', room: this.conversation.id, maxBytes: 1000, count };
    this.sync.onFrame(bia.device(0).certificate.device, frameTypes.WANT, encodeWant(want));
  }

  /** What has been sent since. */
  take(): string[] {
    return this.sent.splice(0);
  }

  #say(frame: Uint8Array): string {
    const body = frame.subarray(5);
    const typeOf = (type: number): boolean => frame[4] === encodeFrame(type, new Uint8Array(0))[4];
    if (typeOf(frameTypes.ENTRIES)) return `ENTRIES ${decodeEntries(me.crypto, body).flag}`;
    if (!typeOf(frameTypes.HAVE)) return 'something else';
    const { room, full } = decodeHave(body);
    const name = (one: RoomKey): string => (one === this.conversation.room ? 'one' : 'other');
    return `HAVE ${full ? 'all' : 'news'} of ${name(this.conversations.byId(room)?.room as RoomKey)}`;
  }
}
