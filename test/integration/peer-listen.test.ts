import { expect, test } from 'vitest';
import type { Pipe } from '../../common/base/index.ts';
import { nodeNet } from '../../src/peer/index.ts';
import { until } from '../support/until.ts';

test('without a host both families are served, and addresses are canonical', async () => {
  const net = nodeNet();
  const accepted: Pipe[] = [];
  let port = 0;
  const listener = net.listen(
    { port: 0 },
    {
      listening: (real) => {
        port = real;
      },
      pipe: (pipe) => accepted.push(pipe),
      failed: (why) => {
        throw new Error(why);
      },
    },
  );
  await until(() => port > 0, 'listening');
  const hosts = ['127.0.0.1', '::1'].filter((host) => net.interfaces().some((iface) => iface.host === host));
  for (const [i, host] of hosts.entries()) {
    let opened: Pipe | undefined;
    net.dial(
      { host, port },
      {
        open: (pipe) => {
          opened = pipe;
        },
        fail: (why) => {
          throw new Error(why);
        },
      },
    );
    await until(() => opened !== undefined && accepted.length > i, host);
    expect(accepted[i]?.remote.host).toBe(host);
    expect(accepted[i]?.remote).toEqual(opened?.local);
    opened?.destroy();
    accepted[i]?.destroy();
  }
  listener.dispose();
});

test('this machine has a loopback interface of class 0', () => {
  const loopback = nodeNet()
    .interfaces()
    .find(({ host }) => host === '127.0.0.1');
  expect(loopback).toMatchObject({ prefixLength: 8, overlay: false });
});
