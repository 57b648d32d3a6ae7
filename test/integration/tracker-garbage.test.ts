import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { testPerson } from '../support/people.ts';
import { RawClient } from '../support/tracker-client-raw.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

const ana = testPerson(31, 'Ana').device(1);

describe('garbage', () => {
  it('gets an error each, and the session goes on', async () => {
    await using tracker = await TestTracker.start();
    const client = await tracker.client();
    const bad = { id: null, status: 'ERROR', code: 'BAD_REQUEST' };
    const deep = `{"id":1001,"cmd":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    const garbage = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"cmd":"AUTH"}',
      '{"id":-1,"cmd":"AUTH"}',
      Buffer.from([1, 2]),
    ];
    for (const text of garbage) expect(await client.answerTo(text)).toMatchObject(bad);
    expect(await client.answerTo(deep)).toMatchObject({ ...bad, id: 1001 });
    expect(await client.answerTo('{"id":1002,"cmd":7}')).toMatchObject({ ...bad, id: 1002 });
    expect(await client.request('FETCH')).toMatchObject({ code: 'UNKNOWN_COMMAND' });
    expect(await client.request('__proto__')).toMatchObject({ code: 'UNKNOWN_COMMAND' });
    expect(await client.request('LIST_DEVICES')).toMatchObject({ code: 'NOT_YET' });
    expect(await client.request('LOGIN', { step: 'start', version: 1 })).toMatchObject({ code: 'BAD_REQUEST' });
    const start = { step: 'start', version: [1, 0], username: 'Ana', startLoginRequest: 'AAAA' };
    expect(await client.request('LOGIN', start)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await client.request('LOGIN', { ...start, version: [2, 1] })).toMatchObject({ code: 'VERSION' });
    expect(await client.register(ana, password)).toMatchObject({ status: 'OK' });
    expect(await client.request('JOIN_ROOM', { roomId: 'x', entries: [] })).toMatchObject({ code: 'BAD_REQUEST' });
    const entries = ['AAAA'];
    const roomId = 'ab'.repeat(32);
    expect(await client.request('JOIN_ROOM', { roomId, entries })).toMatchObject({ code: 'BAD_OPERATION' });
    expect(await client.request('CREATE_ROOM', { entry: 'AAAA' })).toMatchObject({ code: 'BAD_OPERATION' });
    const put = { roomId, certs: ['AAAA'], entries };
    expect(await client.request('PUT_OPS', put)).toMatchObject({ code: 'BAD_OPERATION' });
    expect(await client.request('LIST_PEERS', { page: '!' })).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('that is too large ends the session, and only that one', async () => {
    await using tracker = await TestTracker.start();
    const [client, other] = [await tracker.client(), await tracker.client()];
    client.socket.send('x'.repeat(trackerLimits.requestBytes + 1));
    expect(await client.closed).toBe(1009);
    expect(await other.register(ana, password)).toMatchObject({ status: 'OK' });
  });

  it('on the port itself does no harm, and web pages are kept out', async () => {
    await using tracker = await TestTracker.start();
    const { url, port, id } = tracker.running;
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('\0\0\0\0 garbage\r\n\r\n'));
      socket.once('close', () => resolve()).once('error', () => {});
      socket.resume();
    });
    await expect(RawClient.connect(url, { origin: 'https://example.org' })).rejects.toThrow('403');
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await health.json()).toEqual({ ok: true, id, name: 'P2P Chat', version: '1.0.0' });
    const other = await fetch(`http://127.0.0.1:${port}/other`);
    expect([other.status, await other.json()]).toEqual([404, { ok: false }]);
  });
});

describe('limits', () => {
  it('give a session a burst of requests, then so many a second, with the time to wait', async () => {
    const clock = new ManualClock();
    await using tracker = await TestTracker.start({ clock });
    const client = await tracker.client();
    const codes = async (count: number): Promise<unknown[]> =>
      (await Promise.all(Array.from({ length: count }, () => client.request('LOGOUT')))).map(({ code }) => code);
    expect(new Set(await codes(100))).toEqual(new Set(['NOT_AUTHENTICATED']));
    expect(await client.request('LOGOUT')).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 50 });
    // the next one is given the next place
    expect(await client.request('LOGOUT')).toMatchObject({ retryAfter: 100 });
    clock.advance(1000);
    const after = await codes(21);
    expect(after.filter((code) => code === 'RATE_LIMITED')).toHaveLength(1);
  });

  it('end a session that floods on, with requests or with pings', async () => {
    await using tracker = await TestTracker.start({ clock: new ManualClock() });
    const [one, two] = [await tracker.client(), await tracker.client()];
    for (let i = 0; i < 1200; i++) one.socket.send('{}');
    for (let i = 0; i < 1200; i++) two.socket.ping();
    expect(await Promise.all([one.closed, two.closed])).toEqual([1006, 1006]);
  });

  it('hold back guesses at one account and registrations from one address', async () => {
    const clock = new ManualClock();
    await using tracker = await TestTracker.start({ clock });
    const client = await tracker.client();
    for (let i = 0; i < 10; i++) expect(await client.prove('Ana', 'guess')).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await client.prove('ANA', 'guess')).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 6000 });
    expect(await client.prove('Bia', 'guess')).toMatchObject({ code: 'BAD_CREDENTIALS' });

    const start = { step: 'start', version: [1, 0], registrationRequest: 'AAAA' };
    for (let i = 0; i < 20; i++) await client.request('REGISTER', { ...start, username: `User ${i}` });
    const other = await tracker.client();
    expect(await other.request('REGISTER', { ...start, username: 'One more' })).toMatchObject({ code: 'RATE_LIMITED' });
    clock.advance(180_000);
    const later = await tracker.client();
    expect(await later.register(ana, password)).toMatchObject({ status: 'OK' });
  });

  it('can be switched off', async () => {
    await using tracker = await TestTracker.start({ limits: false, clock: new ManualClock() });
    const client = await tracker.client();
    const replies = await Promise.all(Array.from({ length: 200 }, () => client.request('LIST_PEERS')));
    expect(replies.every(({ code }) => code === 'NOT_AUTHENTICATED')).toBe(true);
  });

  it('end sessions in which nobody signs in, and those that have fallen silent', async () => {
    const clock = new ManualClock();
    await using tracker = await TestTracker.start({ clock });
    const [silent, idle] = [await tracker.registered(ana), await tracker.client()];
    silent.socket.pause();
    clock.advance(trackerLimits.signInWithin);
    expect(await idle.closed).toBe(1008);
    const other = await tracker.registered(testPerson(32, 'Bia').device(1));
    clock.advance(trackerLimits.deadAfter - trackerLimits.signInWithin);
    silent.socket.resume();
    expect(await silent.closed).toBe(1006);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(trackerLimits.gatherPeers);
    await other.push('PEER_UPDATE', ({ peers }) => peers.some(({ presence }) => presence === 'offline'));
  });
});
