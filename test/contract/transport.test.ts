import { afterEach, describe, expect, test } from 'vitest';
import type { Disposable } from '../../common/base/index.ts';
import { PipeLog, simulatedRig, tlsRig, type TransportRig } from '../support/transport-rig.ts';

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255);

describe.each([
  ['simulated', simulatedRig],
  ['TLS', tlsRig],
])('%s network', (_name, makeRig) => {
  let rig: TransportRig;
  let open: Disposable[] = [];

  afterEach(() => {
    for (const each of open) each.dispose();
    open = [];
    rig.dispose();
  });

  const listen = async (accepted: (log: PipeLog) => void, port = 0): Promise<{ port: number; server: Disposable }> => {
    let heard: number | undefined;
    const server = rig.listener.listen(
      { host: rig.host, port },
      {
        listening: (real) => {
          heard = real;
        },
        pipe: (pipe) => {
          const log = new PipeLog(pipe);
          open.push({ dispose: () => pipe.destroy() });
          accepted(log);
        },
        failed: (why) => {
          throw new Error(why);
        },
      },
    );
    open.push(server);
    await rig.until(() => heard !== undefined);
    return { port: heard ?? 0, server };
  };

  const connect = async (): Promise<{ near: PipeLog; far: PipeLog }> => {
    let near: PipeLog | undefined;
    let far: PipeLog | undefined;
    const { port, server } = await listen((log) => {
      far = log;
    });
    rig.dialler.dial(
      { host: rig.host, port },
      {
        open: (pipe) => {
          near = new PipeLog(pipe);
          open.push({ dispose: () => pipe.destroy() });
        },
        fail: (why) => {
          throw new Error(why);
        },
      },
    );
    await rig.until(() => near !== undefined && far !== undefined);
    server.dispose();
    if (near === undefined || far === undefined) throw new Error('not connected');
    return { near, far };
  };

  test('both ends of a session know the same secret, another session another', async () => {
    rig = makeRig();
    const first = await connect();
    const second = await connect();
    expect(first.near.pipe.bindingId).toHaveLength(32);
    expect(first.near.pipe.bindingId).toEqual(first.far.pipe.bindingId);
    expect(second.near.pipe.bindingId).not.toEqual(first.near.pipe.bindingId);
    expect(first.near.pipe.remote).toEqual(first.far.pipe.local);
    expect(first.far.pipe.remote).toEqual(first.near.pipe.local);
  });

  test('bytes arrive whole and in order, and the pipe tells when it has drained', async () => {
    rig = makeRig();
    const { near, far } = await connect();
    const bytes = pattern(1024 * 1024);
    near.calling = true;
    near.pipe.write(bytes.subarray(0, 10));
    near.pipe.write(bytes.subarray(10));
    near.calling = false;
    await rig.until(() => far.received === bytes.length && near.pipe.unsent() === 0);
    expect(Buffer.compare(far.bytes, bytes)).toBe(0);
    await rig.until(() => near.drained > 0);
    expect(near.calledBack, 'called back out of a call').toBe(false);
  });

  test('a paused end gets nothing and holds the sender back', async () => {
    rig = makeRig();
    const { near, far } = await connect();
    far.pipe.pause(true);
    const bytes = pattern(rig.flood);
    near.pipe.write(bytes);
    await rig.pass();
    expect(far.received).toBe(0);
    expect(near.pipe.unsent()).toBeGreaterThan(0);
    far.pipe.pause(false);
    await rig.until(() => far.received === bytes.length);
  });

  test('whoever sends a great deal, which takes its time, keeps nobody else waiting for it', async () => {
    rig = makeRig();
    const busy = await connect();
    const other = await connect();
    busy.far.work = () => rig.spendTime();
    const bytes = pattern(2 * 1024 * 1024);
    busy.far.pipe.pause(true);
    busy.near.pipe.write(bytes);
    await rig.pass();
    let meanwhile = 0;
    other.far.work = () => {
      meanwhile = busy.far.pieces;
    };
    busy.far.pipe.pause(false);
    await rig.until(() => busy.far.pieces > 0);
    other.near.pipe.write(pattern(1));
    await rig.until(() => busy.far.received === bytes.length && other.far.received === 1);
    // all of it are more than a hundred
    expect(meanwhile).toBeLessThan(20);
    expect(Buffer.compare(busy.far.bytes, bytes)).toBe(0);
  });

  test('after end everything still arrives, both ways, then both ends close', async () => {
    rig = makeRig();
    const { near, far } = await connect();
    far.pipe.write(pattern(50_000));
    near.pipe.write(pattern(100_000));
    near.pipe.end();
    near.pipe.write(pattern(5));
    await rig.until(() => near.closed !== undefined && far.closed !== undefined);
    expect(far.received).toBe(100_000);
    expect(near.received).toBe(50_000);
  });

  test('after destroy its own end is silent and the other closes', async () => {
    rig = makeRig();
    const { near, far } = await connect();
    near.pipe.destroy();
    near.pipe.destroy();
    near.pipe.write(pattern(5));
    far.pipe.write(pattern(100_000));
    await rig.until(() => far.closed !== undefined);
    await rig.pass();
    expect(near.closed).toBeUndefined();
    expect(near.received).toBe(0);
  });

  test('nobody listens: refused, and not out of the call', async () => {
    rig = makeRig();
    const { port, server } = await listen(() => {});
    server.dispose();
    let failure: string | undefined;
    rig.dialler.dial(
      { host: rig.host, port },
      {
        open: () => {},
        fail: (why) => {
          failure = why;
        },
      },
    );
    expect(failure).toBeUndefined();
    await rig.until(() => failure !== undefined);
    expect(failure).toBe('refused');
  });

  test('a cancelled dial says nothing more', async () => {
    rig = makeRig();
    const { port } = await listen(() => {});
    const heard: string[] = [];
    const dial = rig.dialler.dial(
      { host: rig.host, port },
      { open: () => heard.push('open'), fail: (why) => heard.push(why) },
    );
    dial.dispose();
    await rig.pass();
    expect(heard).toEqual([]);
  });

  test('a port that is taken', async () => {
    rig = makeRig();
    const { port } = await listen(() => {});
    let failure: string | undefined;
    rig.listener.listen(
      { host: rig.host, port },
      {
        listening: () => {},
        pipe: () => {},
        failed: (why) => {
          failure = why;
        },
      },
    );
    await rig.until(() => failure !== undefined);
    expect(failure).toBe('PORT_IN_USE');
  });
});
