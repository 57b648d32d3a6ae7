import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { asHex, type IdentityKey } from '../../common/model/index.ts';
import { closeDatabase, openDatabase } from '../../tracker-server/src/database/open-database.ts';
import { pageRows } from '../../tracker-server/src/paging.ts';
import { Views } from '../../tracker-server/src/views.ts';
import { testPerson } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { TestTracker } from '../support/tracker-fixture.ts';
import { ServingTracker } from '../support/tracker-program.ts';

/** Accounts of people who are never there. */
const populate = async (tracker: TestTracker, count: number): Promise<void> => {
  await tracker.running.close();
  const { queries: db } = await openDatabase(join(tracker.data, 'tracker.db'));
  const rows = Array.from({ length: count }, (_, i) => ({
    identity: asHex<IdentityKey>((i + 1).toString(16).padStart(64, '0')),
    username: `p${i}`,
    name_record: Uint8Array.of(1),
    fold: `p${i}`,
    record: 'r',
    vault: '{}',
    created: 1,
  }));
  await db.insertInto('account').values(rows).execute();
  await closeDatabase(db);
  await tracker.restart();
};

it('whoever asks for the whole list a hundred times keeps nobody else waiting', async () => {
  await using tracker = await TestTracker.start({ limits: false });
  await populate(tracker, 1000);
  const [greedy, ana] = [testPerson(1, 'Greedy').device(1), testPerson(2, 'Ana').device(1)];
  const flood = await tracker.registered(greedy);
  const client = await tracker.registered(ana);
  using shown = vi.spyOn(Views.prototype, 'peer');
  for (let id = 1001; id <= 1100; id++) flood.socket.send(JSON.stringify({ id, cmd: 'LIST_PEERS' }));
  expect(await client.request('LOOKUP', { user: 'Ana' })).toMatchObject({ status: 'OK' });
  // each page of the list shows 250 people: a few were answered before the question had been read
  const before = shown.mock.calls.findIndex(([, viewer]) => viewer === ana.certificate.identity);
  expect(before / pageRows.peers).toBeLessThan(10);
});

/** How many connections the kernel keeps for a program that does not accept them. */
const mostWaiting = (): number => {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
  } catch {
    return 0;
  }
};

it.skipIf(mostWaiting() < 4096)(
  'a thousand who come at once, while the tracker is busy, are not turned away',
  async () => {
    await using folder = await temporaryFolder();
    await using tracker = await ServingTracker.start('--data', folder.path);
    const { port } = new URL(tracker.url);
    tracker.child.kill('SIGSTOP');
    const sockets: Socket[] = [];
    try {
      for (let i = 0; i < 1000; i++) sockets.push(connect(Number(port), '127.0.0.1').on('error', () => {}));
      await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    } finally {
      for (const socket of sockets) socket.destroy();
      tracker.child.kill('SIGCONT');
    }
  },
);
