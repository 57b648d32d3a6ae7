import { testTracker } from './tracker-keys.ts';
import { randomBytes, randomInt } from 'node:crypto';
import { silentLogger, type Addr, type Env, type Net } from '../../common/base/index.ts';
import type { DeviceKey } from '../../common/model/index.ts';
import { encodeFrame, frameTypes } from '../../common/protocol/peer/index.ts';
import { Peer, nodeNet } from '../../src/peer/index.ts';
import { nodeClock, nodeTurn } from '../../src/runtime/index.ts';
import type { TestDevice } from './people.ts';
import { until } from './until.ts';

/** The doors of a core with a real clock, real TLS and a device of a test. */
const realEnv = (device: TestDevice, net: Net = nodeNet()): Env => ({
  clock: nodeClock,
  random: { nextInt: (n) => randomInt(n), bytes: (n) => new Uint8Array(randomBytes(n)) },
  net,
  crypto: device.crypto,
  logger: silentLogger,
  turn: nodeTurn,
  trace: () => {},
});

/** A peer on the loopback interface that keeps what it hears. */
export class RealPeer {
  readonly device: TestDevice;
  readonly peer: Peer;
  readonly judged: string[] = [];
  readonly heard: Uint8Array[] = [];
  readonly up = new Set<string>();
  /** Hears every frame too. */
  onFrame: (from: DeviceKey, type: number, body: Uint8Array) => void = () => {};

  constructor(device: TestDevice) {
    this.device = device;
    this.peer = new Peer(
      realEnv(device),
      { me: device.certificate, authority: testTracker, listen: { host: '127.0.0.1', port: 0 } },
      {
        authorize: (certificate) => {
          this.judged.push(certificate.username);
          return 'known';
        },
        onUse: ({ device: key }) => this.up.add(key),
        onDrained: () => {},
        onDown: (key) => this.up.delete(key),
        onFrame: (from, type, body) => {
          this.heard.push(body);
          this.onFrame(from, type, body);
        },
        onListening: () => {},
        onListenFailed: (why) => {
          throw new Error(why);
        },
        onLinksChanged: () => {},
      },
    );
  }

  async listen(): Promise<number> {
    this.peer.start();
    await until(() => this.peer.listening !== undefined, 'listening');
    return this.peer.listening ?? 0;
  }

  seek(other: TestDevice, ...addresses: readonly Addr[]): void {
    this.peer.start();
    this.peer.seek([{ ...other.certificate, addresses }]);
  }

  linkedWith(other: TestDevice): boolean {
    return this.up.has(other.certificate.device);
  }

  say(other: TestDevice, body: Uint8Array): void {
    this.peer.send(other.certificate.device, encodeFrame(frameTypes.ENTRIES, body), 'live');
  }
}
