import { afterEach, expect, test } from 'vitest';
import { encodeBody } from '../../common/log/index.ts';
import { logKey, type Entry, type LogKey } from '../../common/model/index.ts';
import { decodeWant, encodeCerts, frameTypes } from '../../common/protocol/peer/index.ts';
import { ordersOf } from '../support/orders.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import type { ChatMate } from '../support/sim/chat-team.ts';
import { claim, holding, HostileScene, push } from '../support/sim/hostile-scene.ts';
import type { RawLink } from '../support/sim/raw-link.ts';

// Mallory has two accounts and one device key, which both have certified and which has signed for both.

let scene: HostileScene;
afterEach(() => scene.dispose());

const max = testPerson(68, 'Max');
const said = (content: string): Uint8Array => encodeBody({ kind: 'MESSAGE', content });

const parts = ["Mallory's certificate", "Max's certificate", 'what Mallory writes', 'what Max writes'] as const;
type Part = (typeof parts)[number];

interface Plot {
  readonly asMallory: TestDevice;
  readonly asMax: TestDevice;
  readonly mallory: Entry;
  readonly join: Entry;
  readonly max: Entry;
}

const plot = (): Plot => {
  const asMallory = scene.mallory.device(7);
  const asMax = max.share(asMallory);
  const [mallory] = scene.write([said('as Mallory')], { as: asMallory }) as [Entry];
  const [join] = scene.write([encodeBody({ kind: 'JOIN', after: [scene.genesis] })], {
    as: asMax,
    kind: 'control',
  }) as [Entry];
  const [hello] = scene.write([said('as Max')], { as: asMax }) as [Entry];
  return { asMallory, asMax, mallory, join, max: hello };
};

const bring = (link: RawLink, { asMallory, asMax, ...wrote }: Plot, part: Part): void => {
  const certify = ({ certificate }: TestDevice): void => link.send(frameTypes.CERTS, encodeCerts([certificate]));
  if (part === "Mallory's certificate") certify(asMallory);
  else if (part === "Max's certificate") certify(asMax);
  else if (part === 'what Mallory writes') push(link, [wrote.mallory]);
  else push(link, [wrote.join, wrote.max]);
};

/** Says that it has these logs, and gives what is asked for, as any program would. */
const answerAll = (link: RawLink, entries: readonly Entry[]): void => {
  const logs = new Map<LogKey, Entry>(entries.map((entry) => [logKey(entry), entry]));
  const records = entries.map(({ device, log }) => holding(device, 1, log));
  claim(
    link,
    scene.id,
    records.toSorted((a, b) => (logKey(a) < logKey(b) ? -1 : 1)),
  );
  let answered = link.frames.length;
  for (let turn = 0; turn < 20; turn++) {
    scene.world.run(300);
    const wants = link.frames.slice(answered).filter(({ type }) => type === frameTypes.WANT);
    answered = link.frames.length;
    for (const want of wants.map(({ body }) => decodeWant(body))) {
      const asked = want.mode === 'ranges' ? want.ranges : [];
      const found = asked.flatMap((range) => logs.get(logKey(range)) ?? []);
      for (const entry of found) push(link, [entry], 'answer');
      push(link, [], 'last');
    }
  }
};

const outcome = (mate: ChatMate): unknown => {
  const room = mate.composed.chat.overview.conversations.find((one) => one.room === scene.room);
  return {
    members: room?.members.map(({ username }) => username).toSorted(),
    rows: mate.history(scene.room).map(({ content, author }) => `${author.username}: ${content ?? ''}`),
  };
};

test.each(ordersOf(parts).map((order) => [order.join(', '), order] as const))(
  'each word has the author that it was written for, and with everybody: %s',
  (_name, order) => {
    scene = new HostileScene();
    const link = scene.connect(scene.ana);
    const all = plot();
    for (const part of order) {
      bring(link, all, part);
      scene.world.run(300);
    }
    answerAll(link, [all.mallory, all.join, all.max]);
    scene.world.run(10_000);
    for (const mate of scene.honest)
      expect(outcome(mate), mate.host.name).toEqual({
        members: ['Ana', 'Bia', 'Caio', 'Mallory', 'Max'],
        rows: expect.arrayContaining(['Mallory: as Mallory', 'Max: as Max']),
      });
    const [first, ...others] = scene.honest.map(outcome);
    for (const other of others) expect(other).toEqual(first);
    scene.expectHarmony();
  },
);

test('what the one account deletes of the other one’s stays', () => {
  scene = new HostileScene();
  const link = scene.connect(scene.ana);
  const all = plot();
  for (const part of parts) bring(link, all, part);
  answerAll(link, [all.mallory, all.join, all.max]);
  const tip = { prefix: 1, id: all.max.id, clock: all.max.clock };
  const [removal] = scene.write([encodeBody({ kind: 'DELETE', entry: all.mallory.id })], { as: all.asMax, tip });
  push(link, [removal as Entry]);
  scene.world.run(10_000);
  for (const mate of scene.honest) {
    expect(
      mate.disk.entries.some(({ entry }) => entry.id === removal?.id),
      mate.host.name,
    ).toBe(true);
    expect(mate.history(scene.room).find(({ id }) => id === all.mallory.id)).toMatchObject({ content: 'as Mallory' });
  }
  scene.expectHarmony();
});

test('one who gets Mallory’s half and one who gets Max’s give each other the rest', () => {
  scene = new HostileScene();
  const all = plot();
  const [toAna, toBia] = [scene.connect(scene.ana), scene.connect(scene.bia)];
  bring(toAna, all, "Mallory's certificate");
  bring(toBia, all, "Max's certificate");
  answerAll(toAna, [all.mallory]);
  answerAll(toBia, [all.join, all.max]);
  scene.world.run(20_000);
  const [first, ...others] = scene.honest.map(outcome);
  expect(first).toMatchObject({ rows: expect.arrayContaining(['Mallory: as Mallory', 'Max: as Max']) });
  for (const other of others) expect(other).toEqual(first);
  scene.expectHarmony();
});
