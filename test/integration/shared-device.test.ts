import { expect, test } from 'vitest';
import { parseAddress, type Addr } from '../../common/base/index.ts';
import { emptyTip, encodeBody, logId, writeRun } from '../../common/log/index.ts';
import type { Certificate, Entry, LogKind, RoomKey } from '../../common/model/index.ts';
import { encodeCerts, encodeEntries, encodeFrame, frameTypes } from '../../common/protocol/peer/index.ts';
import { HeadlessPeer, type Json } from '../support/headless-peer.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { RealPeer } from '../support/real-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';
import { until } from '../support/until.ts';

/** One entry of somebody's log in a room. */
const wrote = ({ certificate, crypto }: TestDevice, room: RoomKey, kind: LogKind, body: Uint8Array): Entry => {
  const items = [{ body, clock: { ms: 1_700_000_000_000, count: 0 } }];
  const log = logId(crypto, room, kind, certificate.identity);
  return writeRun(crypto, log, certificate.device, emptyTip, items)[0] as Entry;
};

test('a device key of two accounts, in a real process: each word has the author that it was written for', async () => {
  await using stack = new AsyncDisposableStack();
  const tracker = stack.use(await TestTracker.start());
  const { path } = stack.use(await temporaryFolder());
  const ana = new HeadlessPeer(tracker.running.url, path);
  stack.defer(async () => void (await ana.program.end('eof')));
  const account = await ana.do('register', { username: 'Ana', password });
  const { roomId } = (await ana.do('create-room', { room: 'general' })) as { roomId: RoomKey };
  const { listen } = await ana.do('status');

  const asMallory = testPerson(66, 'Mallory').device(1);
  const asMax = testPerson(68, 'Max').share(asMallory);
  const mallory = new RealPeer(asMallory);
  stack.defer(() => mallory.peer.dispose());
  const hers = { certificate: account as unknown as Certificate, crypto: asMallory.crypto };
  mallory.seek(hers, parseAddress(String(listen)) as Addr);
  await until(() => mallory.linkedWith(hers), 'a link');
  const send = (type: number, body: Uint8Array): void =>
    mallory.peer.send(hers.certificate.device, encodeFrame(type, body), 'live');
  const push = (...entries: readonly Entry[]): void =>
    send(frameTypes.ENTRIES, encodeEntries({ flag: 'push', entries }));
  const join = encodeBody({ kind: 'JOIN', after: [await tracker.genesis(roomId)] });
  const members = async (names: readonly string[]): Promise<Json> =>
    ana.until('list-rooms', {}, ({ rooms }) => (rooms as Json[]).some(({ total }) => total === names.length));

  // the certificate of the other account comes first: it must not stand for what this one writes
  for (const { certificate } of [asMax, asMallory]) send(frameTypes.CERTS, encodeCerts([certificate]));
  for (const as of [asMallory, asMax]) push(wrote(as, roomId, 'control', join));
  await members(['Ana', 'Mallory', 'Max']);
  for (const as of [asMallory, asMax]) {
    const content = `as ${as.certificate.username}`;
    push(wrote(as, roomId, 'content', encodeBody({ kind: 'MESSAGE', content })));
  }
  for (const { certificate } of [asMallory, asMax]) {
    const { username: author, identity } = certificate;
    expect(await ana.event('message', { content: `as ${author}` })).toMatchObject({ author, identity });
  }
});
