import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../common/base/index.ts';
import { nodeRandom } from '../../src/engine/node-env.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import {
  AccountStore,
  authRequest,
  nodeCrypto,
  OpaqueClient,
  registerFlow,
  signInFlow,
  type Ask,
  type LocalAccount,
  type SignInContext,
} from '../../src/identity/index.ts';
import {
  TrackerSession,
  webSocketFactory,
  type TrackerSessionOptions,
  type TrackerState,
} from '../../src/tracker-client/index.ts';
import { startTracker, type RunningTracker } from '../../tracker-server/src/tracker-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const opaque = new OpaqueClient({ workerFile: new URL('../../src/identity/opaque-worker.ts', import.meta.url) });
const password = 'correct horse';
const ana = { username: 'Ana', password };

let folder: AsyncDisposable & { readonly path: string };
let tracker: RunningTracker;
let accounts: AccountStore;
let sessions: TrackerSession[];

/** A tracker in this process; the same folder makes it the same tracker. */
const run = (data: string, port: number): Promise<RunningTracker> =>
  startTracker({ data: `${folder.path}/${data}`, port, limits: false });

/** A session, and the account that it signs in with by itself once there is one. */
class Client {
  readonly session: TrackerSession;
  account: LocalAccount | undefined;
  #changed: (() => void)[] = [];

  constructor(url: string, options: Pick<TrackerSessionOptions, 'pinned'> = {}) {
    const env = { clock: nodeClock, random: nodeRandom, crypto: nodeCrypto() };
    this.session = new TrackerSession(env, webSocketFactory(), {
      url,
      ...options,
      auth: (hello) => {
        const { deviceSeed, username, device } = this.account ?? {};
        if (deviceSeed === undefined || username === undefined || device === undefined) return undefined;
        return authRequest(hello, { deviceSeed, username, device });
      },
    });
    this.session.onDidChangeState(() => {
      for (const wake of this.#changed.splice(0)) wake();
    });
    sessions.push(this.session);
  }

  async until(...kinds: TrackerState['kind'][]): Promise<TrackerState> {
    while (!kinds.includes(this.session.state.kind)) await new Promise<void>((resolve) => this.#changed.push(resolve));
    return this.session.state;
  }

  readonly ask: Ask = (verb, params) =>
    new Promise((resolve, reject) => {
      this.session.request(verb, params, (reply) => {
        if (reply instanceof AppError) reject(reply);
        else resolve(reply);
      });
    });

  async context(): Promise<SignInContext> {
    if (this.session.state.kind === 'offline') this.session.start();
    await this.until('greeted');
    const { hello } = this.session;
    if (hello === undefined) throw new Error('greeted without HELLO');
    return { ask: this.ask, opaque, hello, deviceName: 'test', now: Date.now() };
  }
}

const register = async (store: AccountStore, credentials = ana): Promise<{ client: Client; account: LocalAccount }> => {
  const client = new Client(tracker.url);
  const signedIn = await registerFlow(await client.context(), credentials);
  const account = await store.create({ ...signedIn, tracker: tracker.url });
  client.account = account;
  return { client, account };
};

beforeEach(async () => {
  folder = await temporaryFolder();
  sessions = [];
  tracker = await run('data', 0);
  accounts = new AccountStore(`${folder.path}/mine`);
});
afterEach(async () => {
  for (const session of sessions) session.dispose();
  await tracker.close();
  await folder[Symbol.asyncDispose]();
});
afterAll(() => opaque.close());

it('registers, and signs in by device key from then on', async () => {
  const { client, account } = await register(accounts);
  expect(client.session.state).toEqual({ kind: 'signedIn' });
  expect(account.trackerId).toBe(tracker.id);
  client.session.dispose();

  const next = new Client(tracker.url, { pinned: account.trackerId });
  next.account = await accounts.find(tracker.id, 'ana');
  next.session.start();
  await next.until('signedIn');
  expect(await next.ask('LOOKUP', { user: 'Ana' })).toMatchObject({ peer: { identity: account.identity } });
});

it('signs in on a second device with nothing but the password', async () => {
  const { account } = await register(accounts);
  const client = new Client(tracker.url);
  const second = await signInFlow(await client.context(), { username: 'ana', password });
  expect(client.session.state.kind).toBe('signedIn');
  expect([second.identity, second.username]).toEqual([account.identity, 'Ana']);
  expect(second.device).not.toBe(account.device);
  const { peer, certs } = await client.ask('LOOKUP', { identity: account.identity });
  expect(peer.devices?.map(({ device }) => device).sort()).toEqual([account.device, second.device].sort());
  expect(certs).toHaveLength(2);
});

it('signs in again as the same device', async () => {
  const { client, account } = await register(accounts);
  await client.ask('LOGOUT', {});
  expect(client.session.state).toEqual({ kind: 'offline' });
  const again = new Client(tracker.url);
  const known = await accounts.find(tracker.id, 'Ana');
  expect((await signInFlow(await again.context(), ana, known)).device).toBe(account.device);
});

it('leaves the connection usable after a wrong password', async () => {
  await register(accounts);
  const client = new Client(tracker.url);
  const context = await client.context();
  await expect(signInFlow(context, { username: 'Ana', password: 'wrong horse' })).rejects.toMatchObject({
    code: 'BAD_CREDENTIALS',
  });
  await expect(signInFlow(context, { username: 'Nobody', password })).rejects.toMatchObject({
    code: 'BAD_CREDENTIALS',
  });
  expect(client.session.state.kind).toBe('greeted');
  await signInFlow(context, ana);
  expect(client.session.state.kind).toBe('signedIn');
});

it('refuses a name that is taken, whatever its case', async () => {
  await register(accounts);
  const client = new Client(tracker.url);
  await expect(registerFlow(await client.context(), { username: 'ANA', password })).rejects.toMatchObject({
    code: 'NAME_TAKEN',
  });
});

it('comes back by itself after the tracker has restarted', async () => {
  const { client } = await register(accounts);
  const { port } = tracker;
  await tracker.close();
  await client.until('waiting');
  tracker = await run('data', port);
  await client.until('signedIn');
});

it('turns away from a tracker whose key is another one', async () => {
  const { account } = await register(accounts);
  const { port, url } = tracker;
  await tracker.close();
  tracker = await run('other data', port);
  const client = new Client(url, { pinned: account.trackerId });
  client.account = account;
  client.session.start();
  expect((await client.until('offline', 'signedIn')).cause).toMatchObject({ code: 'TRACKER_CHANGED' });
});

it('gives way to another program with the same device key', async () => {
  const { client, account } = await register(accounts);
  const other = new Client(tracker.url);
  other.account = account;
  other.session.start();
  await other.until('signedIn');
  expect((await client.until('offline')).cause).toMatchObject({ code: 'DEVICE_CLONED' });
});

it('is not let in by a stolen certificate alone', async () => {
  const { account } = await register(accounts);
  const thief = new Client(tracker.url);
  thief.account = { ...account, deviceSeed: new Uint8Array(32).fill(1) };
  thief.session.start();
  expect((await thief.until('offline', 'signedIn')).cause).toMatchObject({ code: 'BAD_CREDENTIALS' });
});
