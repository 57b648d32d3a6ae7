import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../common/base/index.ts';
import { decodeNameRecord, verifyNameRecord } from '../../common/log/index.ts';
import { trackerAuthMessage, trackerLimits } from '../../common/protocol/tracker/index.ts';
import { nodeCrypto } from '../../src/identity/index.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { testTracker } from '../support/tracker-keys.ts';
import type { RawClient, RawReply } from '../support/tracker-client-raw.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

const ana = testPerson(1, 'Ana');
const bia = testPerson(2, 'Bia');
const laptop = ana.device(1);
const desk = ana.device(2);
const raw = (text: unknown): Uint8Array => fromBase64url(String(text)) ?? new Uint8Array(0);

/** Whether the tracker has signed this device in, on this connection. */
const isSigned = (client: RawClient, reply: RawReply, by: TestDevice): boolean => {
  const { clientNonce, hello, trackerId } = client;
  const message = trackerAuthMessage(clientNonce, raw(hello.nonce), trackerId, by.certificate.device);
  return nodeCrypto().verify(raw(hello.tracker.signKey), message, raw(reply['trackerSignature']));
};

describe('signing in', () => {
  it('greets with version, id, name and a nonce of its own for every connection', async () => {
    await using tracker = await TestTracker.start({ name: 'Team' });
    const [one, two] = [await tracker.client(), await tracker.client()];
    expect(one.hello).toMatchObject({ version: [1, 0], tracker: { name: 'Team' } });
    expect(one.trackerId).toBe(tracker.running.id);
    expect(one.hello.nonce).not.toBe(two.hello.nonce);
  });

  it('waits for a slow machine to stretch a password', async () => {
    const clock = new ManualClock();
    await using tracker = await TestTracker.start({ clock });
    const slowly = async (client: RawClient): Promise<void> => {
      // in steps within which it says something: nobody is taken for dead
      for (let passed = 0; passed < trackerLimits.stretchWithin - 10_000; passed += 10_000) {
        clock.advance(10_000);
        await client.request('LIST_PEERS');
      }
    };
    const client = await tracker.client();
    expect(await client.register(laptop, password, () => slowly(client))).toMatchObject({ status: 'OK' });
    const again = await tracker.client();
    expect(await again.prove('Ana', password, () => slowly(again))).toMatchObject({ status: 'OK' });
    expect(await again.enter(laptop)).toMatchObject({ status: 'OK' });
  });

  it('registers an account, and knows its device from then on', async () => {
    await using tracker = await TestTracker.start();
    const client = await tracker.client();
    const { identity, device } = laptop.certificate;
    const who = { status: 'OK', user: 'Ana', identity, device };
    expect(await client.register(laptop, password)).toMatchObject(who);
    expect(await client.auth(laptop)).toMatchObject({ code: 'ALREADY_SIGNED_IN' });
    expect(await client.register(bia.device(1), password)).toMatchObject({ code: 'ALREADY_SIGNED_IN' });

    const again = await tracker.client();
    expect(await again.auth(laptop)).toMatchObject(who);
    // one session for each device
    await client.push('REPLACED');
    expect(await client.closed).toBe(1008);
  });

  it('signs each sign-in, and says the same of a name ever after', async () => {
    await using tracker = await TestTracker.start();
    const first = await tracker.client();
    const replies = [await first.register(laptop, password)];
    expect(isSigned(first, replies[0] as RawReply, laptop)).toBe(true);
    expect(isSigned(first, replies[0] as RawReply, desk)).toBe(false);
    await tracker.restart();
    const daily = await tracker.client();
    replies.push(await daily.auth(laptop));
    const byPassword = await tracker.client();
    await byPassword.prove('ana', password);
    replies.push(await byPassword.enter(desk));
    expect(isSigned(daily, replies[1] as RawReply, laptop)).toBe(true);
    expect(isSigned(byPassword, replies[2] as RawReply, desk)).toBe(true);

    const [record, ...others] = replies.map((reply) => decodeNameRecord(raw(reply['nameRecord'])));
    expect(record).toMatchObject({ tracker: first.trackerId, identity: ana.identity, username: 'Ana' });
    expect(record && verifyNameRecord(nodeCrypto(), testTracker, record)).toBe(true);
    expect(others).toEqual([record, record]);
  });

  it('keeps names unique whatever their case, and refuses those that are none', async () => {
    await using tracker = await TestTracker.start();
    await tracker.registered(laptop);
    const client = await tracker.client();
    expect(await client.register(testPerson(3, 'ANA').device(1), password)).toMatchObject({ code: 'NAME_TAKEN' });
    const start = { step: 'start', version: [1, 0], registrationRequest: 'AAAA' };
    expect(await client.request('REGISTER', { ...start, username: ' Ana' })).toMatchObject({ code: 'NAME_INVALID' });
    expect(await client.request('REGISTER', { ...start, username: 'Bia' })).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.register(bia.device(1), password)).toMatchObject({ status: 'OK' });
  });

  it('lets a new device in by password, and stays usable after a wrong one', async () => {
    await using tracker = await TestTracker.start();
    await tracker.registered(laptop);
    const client = await tracker.client();
    expect(await client.prove('Ana', 'wrong password')).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await client.request('LOGIN', { step: 'finish', finishLoginRequest: 'AAAA' })).toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
    expect(await client.enter(desk)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.prove('ana', password)).toMatchObject({ status: 'OK', user: 'Ana', identity: ana.identity });
    expect(await client.enter(bia.device(1))).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await client.enter(desk)).toMatchObject({ status: 'OK', device: desk.certificate.device });
    const daily = await tracker.client();
    expect(await daily.auth(desk)).toMatchObject({ status: 'OK' });
  });

  it('answers alike for a name that nobody has', async () => {
    await using tracker = await TestTracker.start();
    await tracker.registered(laptop);
    const client = await tracker.client();
    const sizes = [];
    for (const name of ['Ana', 'Nobody']) {
      await client.prove(name, 'wrong password');
      sizes.push(JSON.stringify(client.replies.at(-1)).length);
    }
    expect(sizes[0]).toBe(sizes[1]);
  });

  it('refuses unknown devices, signatures for other connections, other majors', async () => {
    await using tracker = await TestTracker.start();
    const first = await tracker.registered(laptop);
    const client = await tracker.client();
    const { username, device } = laptop.certificate;
    const good = { version: [1, 0], username, device, ...client.proof(laptop) };
    const bad = { code: 'BAD_CREDENTIALS' };
    expect(await client.request('AUTH', { ...good, ...first.proof(laptop) })).toMatchObject(bad);
    expect(await client.request('AUTH', { ...good, username: 'Bia' })).toMatchObject(bad);
    expect(await client.auth(desk)).toMatchObject(bad);
    expect(await client.request('AUTH', { ...good, version: [2, 0] })).toMatchObject({ code: 'VERSION' });
    expect(await client.request('AUTH', good)).toMatchObject({ status: 'OK' });
  });

  it('gives nobody a key that is taken, and takes no certificate that does not hold', async () => {
    await using tracker = await TestTracker.start();
    await tracker.registered(laptop);
    const client = await tracker.client();
    // Mallory certifies Ana's device as hers, but cannot sign with it
    const mallory = testPerson(9, 'Mallory').device(1);
    expect(await client.register({ ...mallory, crypto: laptop.crypto }, password)).toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
    const { own } = mallory.certificate;
    const broken = Uint8Array.from(own.bytes);
    broken.set([1], broken.length - 1);
    const forged = { ...mallory, certificate: { ...mallory.certificate, own: { ...own, bytes: broken } } };
    expect(await client.register(forged, password)).toMatchObject({ code: 'BAD_CREDENTIALS' });
    const sameIdentity = testPerson(1, 'Ana Two').device(7);
    expect(await client.register(sameIdentity, password)).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await client.register(mallory, password)).toMatchObject({ status: 'OK' });
  });

  it('does nothing for those who have not signed in, and answers LOGOUT before it closes', async () => {
    await using tracker = await TestTracker.start();
    const client = await tracker.client();
    const unknown = { roomId: 'ab'.repeat(32) };
    for (const [cmd, params] of [
      ['LIST_PEERS', {}],
      ['LIST_ROOMS', {}],
      ['LOOKUP', { user: 'Ana' }],
      ['ROOM_OPS', unknown],
      ['LOGOUT', {}],
      ['ANNOUNCE', { record: toBase64url(new Uint8Array(100)) }],
    ] as const)
      expect(await client.request(cmd, params)).toMatchObject({ code: 'NOT_AUTHENTICATED' });
    await client.register(laptop, password);
    expect(await client.request('LOGOUT')).toMatchObject({ status: 'OK' });
    expect(await client.closed).toBe(1000);
  });

  it('keeps neither a password nor what equals one', async () => {
    const lines: string[] = [];
    await using tracker = await TestTracker.start({ logger: { log: (_, line) => lines.push(line) } });
    await tracker.registered(laptop);
    const client = await tracker.client();
    await client.prove('Ana', password);
    await tracker.running.close();
    const files = await readdir(tracker.data);
    expect(files).toContain('tracker.db');
    for (const file of files) expect((await readFile(join(tracker.data, file))).includes(password)).toBe(false);
    expect(lines.join('\n')).not.toContain(password);
  });
});
