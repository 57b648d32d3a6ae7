import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as opaque from '@serenity-kit/opaque';
import { fromBase64url } from '../../../common/base/index.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpaqueClient, passwordInput } from '../../../src/identity/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const workerFile = new URL('../../../src/identity/opaque-worker.ts', import.meta.url);
const clients: OpaqueClient[] = [];
const newClient = (options: { workerFile?: string | URL } = {}): OpaqueClient => {
  const client = new OpaqueClient({ workerFile, ...options });
  clients.push(client);
  return client;
};
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  vi.useRealTimers();
});
const failed = { code: 'INTERNAL' };
const password = 'correct horse';
const none = new Uint8Array(0);

describe('OpaqueClient', () => {
  it('registers and logs in against the library as a server', async () => {
    await opaque.ready;
    const serverSetup = opaque.server.createSetup();
    const tracker = { id: 'ab'.repeat(32), opaqueKey: fromBase64url(opaque.server.getPublicKey(serverSetup)) ?? none };
    const client = newClient();
    const parties = { username: 'Ana', tracker };

    const start = await client.startRegistration(password);
    const { registrationResponse } = opaque.server.createRegistrationResponse({
      serverSetup,
      userIdentifier: 'ana',
      registrationRequest: start.request,
    });
    const done = await client.finishRegistration({
      ...parties,
      password,
      state: start.state,
      response: registrationResponse,
    });

    const identifiers = { client: 'ana', server: tracker.id };
    const answer = async (): Promise<{ state: string; response: string; serverState: string }> => {
      const login = await client.startLogin(password);
      const { serverLoginState, loginResponse } = opaque.server.startLogin({
        serverSetup,
        userIdentifier: 'ana',
        registrationRecord: done.record,
        startLoginRequest: login.request,
        identifiers,
      });
      return { state: login.state, response: loginResponse, serverState: serverLoginState };
    };
    const login = await answer();
    const finished = await client.finishLogin({ ...parties, password, ...login });
    expect(finished.exportKey).toBe(done.exportKey);
    opaque.server.finishLogin({
      serverLoginState: login.serverState,
      finishLoginRequest: finished.request,
      identifiers,
    });

    await expect(
      client.finishLogin({ ...parties, password: 'wrong horse', ...(await answer()) }),
    ).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
    const swapped = { ...parties, tracker: { ...tracker, opaqueKey: new Uint8Array(32) } };
    await expect(
      client.finishRegistration({ ...swapped, password, state: start.state, response: registrationResponse }),
    ).rejects.toMatchObject({ code: 'TRACKER_CHANGED' });
  });

  it('rejects garbage and goes on working', async () => {
    const client = newClient();
    await expect(
      client.finishLogin({
        username: 'Ana',
        tracker: { id: '', opaqueKey: none },
        password,
        state: 'garbage',
        response: 'garbage',
      }),
    ).rejects.toMatchObject(failed);
    await expect(client.startLogin(password)).resolves.toHaveProperty('request');
  });

  it('rejects when the worker cannot be loaded', async () => {
    const missing = newClient({ workerFile: new URL('no-such-worker.ts', workerFile) });
    await expect(missing.startLogin(password)).rejects.toMatchObject(failed);
    await expect(missing.startLogin(password)).rejects.toMatchObject(failed);
  });

  it.each([
    ['throws while loading', 'throw new Error("no");'],
    ['ends at once', 'process.exit(0);'],
    [
      'dies of a call',
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(1));',
    ],
  ])('rejects when the worker %s', async (_what, source) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'worker.mjs');
    await writeFile(file, source);
    await expect(newClient({ workerFile: file }).startLogin(password)).rejects.toMatchObject(failed);
  });

  it('settles what is pending when it is disposed, and refuses what comes later', async () => {
    const client = newClient();
    const pending = client.startLogin(password);
    client.dispose();
    await expect(pending).rejects.toMatchObject(failed);
    await expect(client.startLogin(password)).rejects.toMatchObject(failed);
  });

  it('lets its worker go after a rest of ten seconds, and starts another', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'worker.mjs');
    const tellThread = 'parentPort.on("message", ({ id }) => parentPort.postMessage({ id, error: `${threadId}` }));';
    await writeFile(file, `import { parentPort, threadId } from "node:worker_threads"; ${tellThread}`);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const client = newClient({ workerFile: file });
    const thread = (): Promise<string> => client.startLogin(password).then(String, String);
    const first = await thread();
    for (let i = 0; i < 2; i++) {
      vi.advanceTimersByTime(9_999);
      expect(await thread()).toBe(first);
    }
    vi.advanceTimersByTime(10_000);
    expect(await thread()).not.toBe(first);
  });

  it('never hands the password itself to the worker', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'worker.mjs');
    const echo = 'parentPort.on("message", (m) => parentPort.postMessage({ id: m.id, error: JSON.stringify(m) }));';
    await writeFile(file, `import { parentPort } from "node:worker_threads"; ${echo}`);
    const seen = await newClient({ workerFile: file }).startLogin(password).then(String, String);
    expect(seen).toContain(passwordInput(password));
    expect(seen).not.toContain(password);
  });
});
