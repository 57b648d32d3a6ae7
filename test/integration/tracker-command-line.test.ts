import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { newListenerCertificate } from '../../src/peer/node/certificate.ts';
import { startTracker } from '../../tracker-server/src/tracker-service.ts';
import { testPerson } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { RawClient } from '../support/tracker-client-raw.ts';
import { password } from '../support/tracker-fixture.ts';
import { runTracker, trackerEnds, trackerProgram } from '../support/tracker-program.ts';

/** Somebody registers, which is logged, and signs in again. */
const serves = async (child: ChildProcessByStdio<null, Readable, Readable | null>): Promise<void> => {
  const exit = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.destroy();
  const [url = ''] = /ws:\S+/.exec(line.toString()) ?? [];
  const laptop = testPerson(1, 'Ana').device(1);
  await using first = await RawClient.connect(url);
  expect(await first.register(laptop, password)).toMatchObject({ status: 'OK' });
  await using again = await RawClient.connect(url);
  expect(await again.auth(laptop)).toMatchObject({ status: 'OK' });
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
};

describe('the command line', () => {
  it('prints one line when it listens, refuses a second on the same port or data, ends cleanly', async () => {
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    const child = runTracker('--port', '0', '--data', folder.path);
    const exit = once(child, 'exit');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const match = /^p2p-chat-tracker listening on (ws:\/\/127\.0\.0\.1:(\d+)) data (.+) id ([0-9a-f]{64})\n$/.exec(
      line.toString(),
    );
    const [, url = '', port = '', data, id] = match ?? [];
    expect(data).toBe(folder.path);
    const [samePort, sameData] = await Promise.all([
      trackerEnds('--port', port, '--data', other.path),
      trackerEnds('--port', '0', '--data', folder.path),
    ]);
    expect(samePort).toMatchObject({
      code: 1,
      sentence: expect.stringMatching(/Port \d+ of 127\.0\.0\.1 is in use\.\n$/),
    });
    expect(sameData).toMatchObject({ code: 1, sentence: expect.stringContaining('in use by another tracker') });

    // only now: a connection that does not sign in ends after a while
    await using client = await RawClient.connect(url);
    expect(client.trackerId).toBe(id);
    child.kill('SIGTERM');
    await client.push('RESTARTING');
    expect(await exit).toEqual([0, null]);
    expect(await client.closed).toBe(1012);
    expect((await stat(join(folder.path, 'opaque.setup'))).mode & 0o777).toBe(0o600);
    // written into the main file
    await expect(stat(join(folder.path, 'tracker.db-wal'))).rejects.toThrow('ENOENT');
  });

  it('ends with 1 and one sentence when it cannot start', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const [notAFolder, noCertificate, badCertificate] = await Promise.all([
      trackerEnds('--port', '0', '--data', join(file, 'data')),
      trackerEnds('--port', '0', '--data', join(folder.path, 'data'), '--tls-cert', file + '1', '--tls-key', file),
      trackerEnds('--port', '0', '--data', join(folder.path, 'more'), '--tls-cert', file, '--tls-key', file),
    ]);
    expect(notAFolder).toMatchObject({ code: 1, sentence: expect.stringContaining('is not writable') });
    expect(noCertificate).toMatchObject({ code: 1, sentence: expect.stringContaining('certificate cannot be read') });
    expect(badCertificate).toMatchObject({ code: 1, sentence: expect.stringContaining('certificate cannot be read') });
  });

  it('listens with TLS when it has a certificate', async () => {
    await using folder = await temporaryFolder();
    const files = { cert: join(folder.path, 'cert.pem'), key: join(folder.path, 'key.pem') };
    const pair = newListenerCertificate();
    await Promise.all([writeFile(files.cert, pair.cert), writeFile(files.key, pair.key, { mode: 0o600 })]);
    const tracker = await startTracker({ data: join(folder.path, 'data'), tls: files });
    await using client = await RawClient.connect(tracker.url, { rejectUnauthorized: false });
    expect(tracker.url).toBe(`wss://127.0.0.1:${tracker.port}`);
    expect(client.trackerId).toBe(tracker.id);
    await tracker.close();
  });

  it.skipIf(!existsSync('/dev/full'))('goes on when its log cannot be written', async () => {
    await using folder = await temporaryFolder();
    const command = [process.execPath, trackerProgram, '--port', '0', '--data', folder.path, '--log', 'debug'];
    const shell = ['-c', 'exec "$@" 2>/dev/full', 'sh', ...command];
    await serves(spawn('sh', shell, { stdio: ['ignore', 'pipe', 'ignore'] }));
  });

  it('says nothing but where it listens, to whoever asks for warnings alone', async () => {
    await using folder = await temporaryFolder();
    const child = runTracker('--port', '0', '--data', folder.path, '--log', 'warn');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await serves(child);
    expect(said).toBe('');
  });

  it('goes on when nobody reads what it says any more', async () => {
    await using folder = await temporaryFolder();
    const child = runTracker('--port', '0', '--data', folder.path, '--log', 'debug');
    child.stderr.destroy();
    await serves(child);
  });

  it('ends with 2 and one sentence when it is wrong', async () => {
    const wrong = await trackerEnds('--limits', 'off', '--host', '0.0.0.0');
    expect(wrong).toMatchObject({
      code: 2,
      sentence: '--limits off is only for a tracker that listens on loopback.\n',
    });
  });
});
