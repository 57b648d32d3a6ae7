import { beforeEach, describe, expect, test } from 'vitest';
import { asHex, type AuthorKey, type EntryId } from '../../../../common/model/index.ts';
import { encodeHave, encodeWant, frameTypes } from '../../../../common/protocol/peer/index.ts';
import type { Conversation } from '../../../../src/chat/core/replication/conversation.ts';
import type { PeerSession } from '../../../../src/chat/core/replication/peer-session.ts';
import { bia, me, ReplicationRig } from '../../../support/replication-rig.ts';
import { holding } from '../../../support/sim/hostile-scene.ts';

const { certificate } = bia.device(0);
const author = me.certificate.author;
let rig: ReplicationRig;
beforeEach(() => {
  rig = new ReplicationRig();
  rig.sync.onUse(certificate);
  rig.take();
  rig.clock.advance(1000);
});

const grow = (conversation: Conversation, of: AuthorKey, prefix: number, relayed = false): void => {
  const id = asHex<EntryId>('77'.repeat(32));
  const held = { prefix, id, clock: { ms: 1, count: 0 }, ahead: [] };
  Object.assign(conversation.log('content', of), { pending: held, written: held, durable: held });
  for (const session of rig.sync.sessions) {
    rig.haveSender.markChanged(session, conversation, { author: of, kind: 'content' }, relayed);
    rig.haveSender.flush(session);
  }
};
const says = (conversation: Conversation, prefix: number): void => {
  const record = holding(me.certificate.device, prefix, conversation.logId('content', me.certificate.identity));
  const have = { room: conversation.id, full: false, more: false, ask: false, records: [record] };
  rig.sync.onFrame(certificate.device, frameTypes.HAVE, encodeHave(have));
};
const session = (): PeerSession => [...rig.sync.sessions][0] as PeerSession;

describe('what has changed in a log', () => {
  test('is told to its author at once', () => {
    grow(rig.conversation, certificate.author, 1);
    expect(rig.take()).toEqual(['HAVE news of one']);
  });

  test('is told to all others after a second or two, together', () => {
    grow(rig.conversation, author, 1);
    rig.clock.advance(500);
    grow(rig.other, author, 1);
    grow(rig.conversation, author, 2);
    rig.clock.advance(499);
    expect(rig.take()).toEqual([]);
    rig.clock.advance(1);
    expect(rig.take()).toEqual(['HAVE news of one', 'HAVE news of other']);
    rig.clock.advance(10_000);
    expect(rig.take()).toEqual([]);
  });

  test('is not told to whoever says first that he has it', () => {
    grow(rig.conversation, author, 2);
    grow(rig.other, author, 2);
    says(rig.conversation, 2);
    says(rig.other, 1);
    rig.clock.advance(5000);
    expect(rig.take()).toEqual(['HAVE news of other']);
  });

  test('is told at once to whoever has asked for it, for ten minutes', () => {
    const ranges = [
      {
        device: me.certificate.device,
        log: rig.conversation.logId('content', me.certificate.identity),
        from: 0,
        to: 1,
        newestFirst: false,
      },
    ];
    const want = { mode: 'ranges', room: rig.conversation.id, maxBytes: 1000, ranges } as const;
    rig.sync.onFrame(certificate.device, frameTypes.WANT, encodeWant(want));
    rig.clock.advance(599_000);
    rig.take();
    grow(rig.conversation, author, 1);
    expect(rig.take()).toEqual(['HAVE news of one']);
    rig.clock.advance(2000);
    grow(rig.conversation, author, 2);
    expect(rig.take()).toEqual([]);
  });

  test('is told at once where it came by somebody else, and this one lacks it', () => {
    grow(rig.conversation, author, 1, true);
    expect(rig.take()).toEqual(['HAVE news of one']);
    says(rig.other, 1);
    rig.clock.advance(1000);
    grow(rig.other, author, 1, true);
    rig.clock.advance(5000);
    expect(rig.take().filter((said) => said.startsWith('HAVE'))).toEqual([]);
  });

  test('is told to nobody once the link has ended', () => {
    grow(rig.conversation, author, 1);
    expect(session().certificate).toBe(certificate);
    rig.sync.onDown(certificate.device);
    rig.clock.advance(5000);
    expect([rig.take(), rig.clock.waiting]).toEqual([[], 0]);
  });
});
