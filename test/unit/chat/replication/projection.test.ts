import { expect, test } from 'vitest';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import { Conversation } from '../../../../src/chat/core/replication/conversation.ts';
import { LogIds } from '../../../../src/chat/core/replication/log-ids.ts';
import { Projections, type Projection } from '../../../../src/chat/core/replication/projection.ts';
import { testPerson } from '../../../support/people.ts';

const { certificate: me, crypto } = testPerson(1, 'ana').device(0);
const room = asHex<RoomKey>('ab'.repeat(32));
const conversation = new Conversation(new LogIds(crypto), { room, kind: 'direct', partner: testPerson(2, 'bia') });

test('all hear in the order in which they stand, those that want to', () => {
  const heard: string[] = [];
  const named = (name: string): Projection => ({
    written: () => void heard.push(`${name} written`),
    durable: () => void heard.push(`${name} durable`),
  });
  const projections = new Projections();
  projections.register([named('one'), { failed: () => void heard.push('two failed') }, named('three')]);
  projections.written(conversation, [], false);
  projections.durable(conversation, [], []);
  projections.failed(conversation);
  expect(heard).toEqual(['one written', 'three written', 'one durable', 'three durable', 'two failed']);
});

test('what rides with a commit comes from everybody who has something', () => {
  const projections = new Projections();
  projections.register([
    { received: () => ({ forget: [room] }) },
    { received: () => undefined, committing: () => ({ rooms: [conversation.stored] }) },
    { received: () => ({ certificates: [me.bytes] }) },
  ]);
  expect(projections.received(conversation, [])).toEqual([{ forget: [room] }, { certificates: [me.bytes] }]);
  expect(projections.committing(conversation)).toEqual([{ rooms: [conversation.stored] }]);
});

const bad = (): void => {
  throw new Error('a defect');
};

test('what one throws is not kept from the engine, and nobody after it hears', () => {
  const heard: string[] = [];
  const projections = new Projections();
  projections.register([{ written: bad }, { written: () => void heard.push('second') }]);
  expect(() => projections.written(conversation, [], false)).toThrow('a defect');
  expect(heard).toEqual([]);
});
