import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../common/base/index.ts';
import { encodeNameRecord } from '../../common/log/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { nodeClock } from '../../tracker-server/src/node-clock.ts';
import { testCrypto } from '../support/crypto.ts';
import { testPerson } from '../support/people.ts';
import type { RawClient } from '../support/tracker-client-raw.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

const ana = testPerson(41, 'Ana');
const [laptop, desk] = [ana.device(1), ana.device(2)];
const eve = testPerson(42, 'Ana').device(1);

/** A tracker at which Ana had an account, on two devices; then its database was lost. Time can pass there. */
const forgetful = async () => {
  let passed = 0;
  const clock = { ...nodeClock, wall: () => nodeClock.wall() + passed };
  const tracker = await TestTracker.start({ clock, newDatabase: true });
  const client = await tracker.client();
  const { nameRecord } = await client.register(laptop, password);
  const { copy } = client;
  const other = await tracker.client();
  await other.prove('Ana', password);
  expect(await other.enter(desk)).toMatchObject({ status: 'OK' });
  await tracker.running.close();
  await rm(join(tracker.data, 'tracker.db'));
  await tracker.restart();
  const wait = (ms: number): void => void (passed += ms);
  return {
    tracker,
    copy,
    nameRecord: String(nameRecord),
    wait,
    [Symbol.asyncDispose]: () => tracker[Symbol.asyncDispose](),
  };
};

const lost = { code: 'ACCOUNT_LOST' };
const unknown = { code: 'BAD_CREDENTIALS' };

describe('a tracker that lost its database', () => {
  it('asks whom it has forgotten to come back: account, password and devices are there again', async () => {
    await using rig = await forgetful();
    const { tracker, copy, nameRecord } = rig;
    const client = await tracker.client();
    expect(await client.auth(laptop)).toMatchObject(lost);
    const reply = await client.restore(laptop, nameRecord, copy);
    expect(reply).toMatchObject({ status: 'OK', user: 'Ana', identity: ana.identity, nameRecord });
    const again = await tracker.signedIn(laptop);
    expect(await again.request('LIST_PEERS')).toMatchObject({ peers: [{ user: 'Ana' }] });
    const byPassword = await tracker.client();
    expect(await byPassword.prove('Ana', password)).toMatchObject({ status: 'OK' });
    // the other device has no copy, and needs none
    const second = await tracker.client();
    expect(await second.auth(desk)).toMatchObject(lost);
    expect(await second.restore(desk, nameRecord)).toMatchObject({ status: 'OK', user: 'Ana' });
    await tracker.signedIn(desk);
  });

  it('needs the copy of the device that registered', async () => {
    await using rig = await forgetful();
    const client = await rig.tracker.client();
    expect(await client.auth(desk)).toMatchObject(lost);
    expect(await client.restore(desk, rig.nameRecord)).toMatchObject(lost);
    // the session is as it was
    expect(await client.restore(laptop, rig.nameRecord, rig.copy)).toMatchObject({ status: 'OK' });
  });

  it('gives a name back to whom it gave it, and to nobody else', async () => {
    await using rig = await forgetful();
    const { tracker, copy, nameRecord } = rig;
    const fields = { tracker: tracker.running.id, made: 1, username: 'Ana' };
    const forged = toBase64url(encodeNameRecord({ ...fields, identity: eve.certificate.identity }, testCrypto(9).sign));
    const other = toBase64url(
      (fromBase64url(nameRecord) ?? new Uint8Array(0)).map((byte, i) => (i === 70 ? byte ^ 1 : byte)),
    );
    const tries: ((client: RawClient) => ReturnType<RawClient['restore']>)[] = [
      (client) => client.restore(eve, nameRecord, copy),
      (client) => client.restore(eve, forged, copy),
      (client) => client.restore(laptop, other, copy),
      (client) => client.restore({ ...laptop, crypto: eve.crypto }, nameRecord, copy),
    ];
    for (const attempt of tries) expect(await attempt(await tracker.client())).toMatchObject(unknown);
    // whoever took the name before she came keeps it, and she is told
    expect(await (await tracker.client()).register(eve, password)).toMatchObject({ status: 'OK' });
    const client = await tracker.client();
    expect(await client.restore(laptop, nameRecord, copy)).toMatchObject({ code: 'NAME_TAKEN' });
  });

  it('asks for seven days', async () => {
    await using rig = await forgetful();
    rig.wait(trackerLimits.restoreWithin - 3_600_000);
    expect(await (await rig.tracker.client()).auth(laptop)).toMatchObject(lost);
    rig.wait(3_600_001);
    const client = await rig.tracker.client();
    expect(await client.auth(laptop)).toMatchObject(unknown);
    expect(await client.restore(laptop, rig.nameRecord, rig.copy)).toMatchObject(unknown);
  });
});

it('a tracker that lost nothing asks nobody', async () => {
  await using tracker = await TestTracker.start();
  const client = await tracker.client();
  const { nameRecord } = await client.register(laptop, password);
  const other = await tracker.client();
  expect(await other.auth(desk)).toMatchObject(unknown);
  expect(await other.restore(desk, String(nameRecord))).toMatchObject(unknown);
});
