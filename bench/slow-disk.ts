// H4: a burst for a store whose syncs are slow, and pings over another link to the thread that takes it. `npm run bench -- slow-disk`
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Pipe } from '../common/base/index.ts';
import { asHex, type RoomKey } from '../common/model/index.ts';
import { encodeEntries, encodeFrame } from '../common/protocol/peer/index.ts';
import { nodeNet } from '../src/peer/index.ts';
import { batches } from './support/entries.ts';
import { temporaryPlace } from './support/place.ts';
import { Program } from './support/program.ts';
import { frames, type Reception } from './support/reception.ts';
import { interleaved, median, sized, type Contestant, type Measured } from './support/rounds.ts';
import { figure, table } from './support/table.ts';
import { now } from './support/talker.ts';

const goals = { perSecond: 50_000, ping: 20 };
/** Milliseconds. */
const pingEvery = 5;
/** Bytes. */
const onItsWay = 1024 * 1024;
const room = asHex<RoomKey>('11'.repeat(32));
const count = sized(100_000);
/** As links carry them. */
const runs = [...batches(room, count)].map((run) =>
  encodeFrame(frames.entries, encodeEntries({ flag: 'push', entries: run.map(({ entry }) => entry) })),
);

using place = temporaryPlace();
const net = nodeNet();
interface Link extends Disposable {
  readonly pipe: Pipe;
  onData: (bytes: Uint8Array) => void;
  onDrain: () => void;
}

const connect = (port: number): Promise<Link> =>
  new Promise((resolve, reject) => {
    const open = (pipe: Pipe): void => {
      const link: Link = { pipe, onData: () => {}, onDrain: () => {}, [Symbol.dispose]: () => pipe.destroy() };
      pipe.handle({ data: (bytes) => link.onData(bytes), drain: () => link.onDrain(), close: () => {} });
      resolve(link);
    };
    net.dial({ host: '127.0.0.1', port }, { open, fail: (why) => reject(new Error(why)) });
  });

/** Pings until it is stopped, and then says how long each took, milliseconds; what has no answer counts as long as it has waited. */
const pingOn = (link: Link): (() => readonly number[]) => {
  const sent: number[] = [];
  const took: number[] = [];
  let bytes = 0;
  link.onData = (data) => {
    for (bytes += data.length; bytes >= 8; bytes -= 8) took.push(now() - (sent.shift() ?? 0));
  };
  const timer = setInterval(() => {
    sent.push(now());
    link.pipe.write(encodeFrame(frames.ping, new Uint8Array(8)));
  }, pingEvery);
  return () => {
    clearInterval(timer);
    return [...took, ...sent.map((at) => now() - at)];
  };
};

/** Keeps so many bytes on their way. */
const sendAll = async (sender: Link): Promise<void> => {
  const { pipe } = sender;
  for (const run of runs) {
    pipe.write(run);
    while (pipe.unsent() > onItsWay) await new Promise<void>((resolve) => (sender.onDrain = resolve));
  }
};

const burst = async (folder: string, syncTakes: number): Promise<{ perSecond: number; pings: readonly number[] }> => {
  mkdirSync(folder);
  await using receiver = new Program('contestants/store-receiver.ts');
  const port = await receiver.ask<number>('receive', { folder, room, syncTakes, count } satisfies Reception);
  using sender = await connect(port);
  using pinger = await connect(port);
  const pings = pingOn(pinger);
  const begin = now();
  await sendAll(sender);
  const took = (await receiver.ask<number>('durable')) - begin;
  return { perSecond: (count / took) * 1000, pings: pings() };
};

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

const p99s = new Map<string, number[]>();
const contestant = (syncTakes: number): Contestant => {
  const name = `a sync takes ${syncTakes} ms more`;
  const of: number[] = [];
  p99s.set(name, of);
  return {
    name,
    measure: async (round) => {
      const { perSecond, pings } = await burst(path.join(place.path, `${syncTakes}-${round}`), syncTakes);
      of.push(quantile(pings, 0.99));
      return perSecond;
    },
  };
};

const measured: readonly Measured[] = await interleaved([0, 10, 50, 100].map(contestant));
const title = 'checked, committed, durable, from the first byte to the last sync';
table(`H4  ${count.toLocaleString('en')} entries in one burst: ${title}`, 'entries/s', measured);
table(
  'H4  a ping to the same thread meanwhile, p99',
  'ms',
  measured.map(({ name }) => ({ name, values: p99s.get(name) ?? [] })),
);
for (const { name, values } of measured) {
  const [rate, ping] = [median(values), median(p99s.get(name) ?? [])];
  const met = rate > goals.perSecond && ping < goals.ping;
  console.log(
    `  ${met ? 'reached' : 'MISSED '}  ${name}: ${figure(rate)}/s, ping ${figure(ping)} ms; goal over ${goals.perSecond}/s, under ${goals.ping} ms`,
  );
}
