// Takes signed entries from a link, checks each run, commits once a turn, and answers pings of another link on the same thread.
import { fdatasync } from 'node:fs';
import * as path from 'node:path';
import type { Pipe } from '../../common/base/index.ts';
import { verifyRun, emptyTip, tipAfter } from '../../common/log/index.ts';
import { type DeviceKey, type Entry, type StoredEntry } from '../../common/model/index.ts';
import { decodeEntries, FrameSplitter, peerLimits } from '../../common/protocol/peer/index.ts';
import { nodeClock, nodeTurn } from '../../src/runtime/index.ts';
import { nodeCrypto } from '../../src/identity/index.ts';
import { nodeNet } from '../../src/peer/index.ts';
import { SqliteStore } from '../../src/store/index.ts';
import { storedLate } from '../support/entries.ts';
import { frames, type Reception } from '../support/reception.ts';
import { serve } from '../support/serve.ts';
import { now, type Talker } from '../support/talker.ts';

const crypto = nodeCrypto();

const receive = async ({ folder, room, syncTakes, count }: Reception): Promise<number> => {
  const store = await SqliteStore.open({
    file: path.join(folder, 'history.db'),
    crypto,
    clock: nodeClock,
    sync: (fd, done) => setTimeout(() => fdatasync(fd, done), syncTakes),
  });
  store.write({ rooms: [{ room, kind: 'group' }] });
  /** What each commit holds that is not durable. */
  const commits: { readonly position: number; readonly entries: number }[] = [];
  let durable = 0;
  store.onDurable((position) => {
    if (typeof position !== 'number') throw position;
    while ((commits[0]?.position ?? Infinity) <= position) durable += commits.shift()?.entries ?? 0;
    if (durable === count) all.resolve(now());
    else if (waiting.length > 0) soon();
  });

  /** Verified runs. */
  const waiting: StoredEntry[][] = [];
  let isComing = false;
  /** One run a turn, as the product does it, and none while the store rests. */
  const soon = (): void => {
    if (isComing) return;
    isComing = true;
    nodeTurn(() => {
      isComing = false;
      if (store.isResting) return;
      const entries = waiting.shift() ?? [];
      commits.push({ position: store.write({ entries }), entries: entries.length });
      if (waiting.length > 0) soon();
    });
  };
  const tips = new Map<DeviceKey, ReturnType<typeof tipAfter>>();
  const take = (run: readonly Entry[]): void => {
    const last = run.at(-1) as Entry;
    const verdict = verifyRun(crypto, last.log, tips.get(last.device) ?? emptyTip, run);
    if (verdict !== 'ok') throw new Error(verdict);
    tips.set(last.device, tipAfter(last));
    waiting.push(run.map((one) => storedLate(room, one)));
    soon();
  };

  const port = Promise.withResolvers<number>();
  const listener = nodeNet().listen(
    { host: '127.0.0.1', port: 0 },
    {
      listening: port.resolve,
      failed: (why) => port.reject(new Error(why)),
      pipe: (pipe) =>
        eachFrame(pipe, (type, body) => {
          if (type === frames.ping) pipe.write(body.slice());
          else take(decodeEntries(crypto, body).entries);
        }),
    },
  );
  end = async () => {
    await store.close();
    listener.dispose();
  };
  return port.promise;
};

const eachFrame = (pipe: Pipe, take: (type: number, body: Uint8Array) => void): void => {
  const splitter = new FrameSplitter(peerLimits.frame);
  pipe.handle({
    data: (bytes) => {
      splitter.push(bytes);
      for (let frame = splitter.next(); frame !== undefined; frame = splitter.next()) take(frame.type, frame.body);
    },
    drain: () => {},
    close: () => {},
  });
};

const all = Promise.withResolvers<number>();
let end = (): Promise<void> => Promise.resolve();
serve({
  receive,
  /** When the last entry was durable. */
  durable: () => all.promise,
  close: () => end(),
} as unknown as Talker);
