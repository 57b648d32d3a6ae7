import { AppError, silentLogger, utf8 } from '../../common/base/index.ts';
import { tipOf, withRun, writeRun } from '../../common/log/index.ts';
import { asHex, type RoomKey, type StoredEntry } from '../../common/model/index.ts';
import { Certificates } from '../../src/chat/core/replication/certificates.ts';
import { Committer } from '../../src/chat/core/replication/committer.ts';
import { DiskHealth } from '../../src/chat/core/replication/disk-health.ts';
import { Conversation } from '../../src/chat/core/replication/conversation.ts';
import { LogIds } from '../../src/chat/core/replication/log-ids.ts';
import { Projections } from '../../src/chat/core/replication/projection.ts';
import { ManualClock } from './manual-clock.ts';
import { ManualStore } from './manual-store.ts';
import { testTracker } from './tracker-keys.ts';
import { testPerson } from './people.ts';

export const { certificate: me, crypto } = testPerson(1, 'ana').device(0);

/** A committer on a store and a clock that a test moves by hand. */
export class CommitterRig {
  readonly store = new ManualStore();
  readonly clock = new ManualClock();
  readonly written: StoredEntry[] = [];
  readonly durable: StoredEntry[] = [];
  readonly lost: AppError[] = [];
  readonly states: string[] = [];
  isBehindRemote = false;
  failures = 0;
  drained = 0;
  readonly disk: DiskHealth;
  readonly committer: Committer;
  readonly conversation: Conversation;

  constructor() {
    const { clock, store } = this;
    const random = { nextInt: () => 0, bytes: (n: number) => new Uint8Array(n) };
    const env = { clock, crypto, logger: silentLogger, random, turn: clock.turn };
    this.disk = new DiskHealth(env, store, () => {
      this.states.push(this.disk.state);
      if (this.disk.failure === undefined) this.committer.resume();
    });
    const projections = new Projections();
    projections.register([
      {
        written: (_, received) => void this.written.push(...received),
        durable: (_, entries) => void this.durable.push(...entries),
        failed: () => void this.failures++,
      },
    ]);
    this.committer = new Committer({
      env,
      store,
      disk: this.disk,
      me,
      certificates: new Certificates(crypto, testTracker),
      projections,
      classifier: { audienceOf: () => undefined },
      now: () => clock.wall(),
      isBehindRemote: () => this.isBehindRemote,
      onDrained: () => this.drained++,
      onLost: (error) => this.lost.push(error),
    });
    const room = asHex<RoomKey>('ab'.repeat(32));
    this.conversation = new Conversation(new LogIds(crypto), { room, kind: 'direct', partner: testPerson(2, 'bia') });
  }

  /** The end of what happens now. */
  turn(): void {
    this.clock.advance(0);
  }

  write(text: string): Promise<StoredEntry | AppError> {
    return new Promise((resolve) => {
      this.committer
        .write({ conversation: this.conversation, kind: 'content', body: utf8(text) })
        .listen(resolve, resolve);
    });
  }

  /** Entries of somebody else, as they come from a link. */
  receive(count: number, from = 0): void {
    const { conversation } = this;
    const bia = testPerson(2, 'bia').device(0);
    const run = Array.from({ length: count }, (_, i) => ({ body: utf8(`${i}`), clock: { ms: from + i, count: 0 } }));
    const { author, device, identity } = bia.certificate;
    const log = conversation.log('content', author);
    const entries = writeRun(bia.crypto, conversation.logId('content', identity), device, tipOf(log.pending), run);
    log.pending = withRun(log.pending, entries);
    const stored = entries.map((entry) => ({
      room: conversation.room,
      kind: 'content' as const,
      author,
      entry,
      received: 0,
      viaCatchUp: false,
      countsAsUnread: true,
      mention: false,
      order: { clock: entry.clock, author, seq: entry.seq },
    }));
    this.committer.receive({ conversation, entries: stored, reorders: false, sideWrites: [] });
  }
}
