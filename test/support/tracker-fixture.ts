import { writeFileSync } from 'node:fs';
import type { ClientOptions } from 'ws';
import { join } from 'node:path';
import { entryFromJson } from '../../common/log/index.ts';
import type { EntryId, RoomKey } from '../../common/model/index.ts';
import { testSetup } from './tracker-keys.ts';
import { startTracker, type RunningTracker, type TrackerOptions } from '../../tracker-server/src/tracker-service.ts';
import { testPerson, type TestDevice } from './people.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { RawClient } from './tracker-client-raw.ts';

export const password = 'correct horse battery';

/** A tracker in this process, `testTracker` by its keys, with clients that end with it: `await using tracker = await testTracker()`. */
export class TestTracker implements AsyncDisposable {
  readonly data: string;
  readonly #stack: AsyncDisposableStack;
  readonly #options: Omit<TrackerOptions, 'data'>;
  running: RunningTracker;

  private constructor(stack: AsyncDisposableStack, data: string, running: RunningTracker, options: object) {
    this.#stack = stack;
    this.data = data;
    this.running = running;
    this.#options = options;
  }

  static async start(options: Omit<TrackerOptions, 'data'> = {}): Promise<TestTracker> {
    const stack = new AsyncDisposableStack();
    const { path: data } = stack.use(await temporaryFolder());
    // as a first start leaves it that was killed
    writeFileSync(join(data, 'opaque.setup.new'), testSetup, { mode: 0o600 });
    const tracker = new TestTracker(stack, data, await startTracker({ ...options, data }), options);
    stack.defer(() => tracker.running.close());
    return tracker;
  }

  /** Somebody not signed in. */
  async client(options: ClientOptions = {}): Promise<RawClient> {
    return this.#stack.use(await RawClient.connect(this.running.url, options));
  }

  /** Of an open room: anybody may ask for its operations. */
  async genesis(roomId: RoomKey): Promise<EntryId> {
    const zoe = testPerson(69, 'Zoe').device(1);
    const client = await this.registered(zoe);
    const { entries } = await client.request('ROOM_OPS', { roomId });
    return entryFromJson(zoe.crypto, String((entries as readonly string[])[0])).id;
  }

  /** A new account, signed in. */
  async registered(device: TestDevice): Promise<RawClient> {
    const client = await this.client();
    const reply = await client.register(device, password);
    if (reply.status !== 'OK') throw new Error(`not registered: ${JSON.stringify(reply)}`);
    return client;
  }

  /** A device that is known, signed in by its key. */
  async signedIn(device: TestDevice): Promise<RawClient> {
    const client = await this.client();
    const reply = await client.auth(device);
    if (reply.status !== 'OK') throw new Error(`not signed in: ${JSON.stringify(reply)}`);
    return client;
  }

  /** Ends it, and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.running.close();
    this.running = await startTracker({ ...this.#options, data: this.data });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
