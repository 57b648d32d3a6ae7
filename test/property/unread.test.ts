import { expect, test } from 'vitest';
import { decodeContent } from '../../common/log/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { forSeeds } from '../support/for-seeds.ts';
import { testPerson } from '../support/people.ts';
import { ChatMate } from '../support/sim/chat-team.ts';
import { SimTracker } from '../support/sim/tracker.ts';
import { World } from '../support/world.ts';

interface Told {
  readonly unread: number;
  readonly mentions: number;
}

/** Unread as it is defined: messages of others, with a body, at or above what was seen of their log, counted from scratch. */
const defined = ({ disk, me }: ChatMate, own: ReadonlySet<string>, room: RoomKey): Told => {
  const { seen } = disk.synced;
  const unread = disk.entries.filter(({ room: where, kind, author, entry }) => {
    if (where !== room || kind !== 'content' || own.has(entry.device) || entry.body === undefined) return false;
    const mark = seen.get(`${room}${author}`)?.seen ?? 0;
    return decodeContent(entry.body)?.kind === 'MESSAGE' && entry.seq >= mark;
  });
  const calls = unread.filter(({ entry }) => {
    const said = entry.body === undefined ? undefined : decodeContent(entry.body);
    return said?.kind === 'MESSAGE' && said.mentions?.includes(me.certificate.identity) === true;
  });
  return { unread: unread.length, mentions: calls.length };
};

/** Ana on two devices, Bia, Caio: they write, read, restart, lose their power and each other. */
class Story {
  readonly world: World;
  readonly room: RoomKey;
  readonly anas: readonly ChatMate[];
  readonly #others: readonly ChatMate[];
  readonly #own: ReadonlySet<string>;
  readonly #most = new Map<string, number>();

  constructor(seed: number, reached: Set<string>) {
    this.world = new World(seed, { crypto: 'real', reached });
    const tracker = new SimTracker(this.world);
    const join = (key: number, name: string, device = 1): ChatMate => {
      const mate = new ChatMate(this.world, tracker, `${name} ${device}`, testPerson(key, name).device(device));
      mate.start();
      this.world.run(1000);
      return mate;
    };
    const ana = join(61, 'Ana');
    this.room = ana.do('createRoom', { name: 'general', capacity: 50 });
    this.#others = [join(62, 'Bia'), join(63, 'Caio')];
    for (const mate of this.#others) mate.do('joinRoom', { room: 'general' });
    this.anas = [ana, join(61, 'Ana', 2)];
    this.world.run(20_000);
    this.#own = new Set(this.anas.map(({ me }) => me.certificate.device));
  }

  step(): void {
    const { random } = this.world;
    const ana = this.anas[random.nextInt(2)] as ChatMate;
    const other = this.#others[random.nextInt(this.#others.length)] as ChatMate;
    const act = random.nextInt(10);
    if (act < 4) this.#write(other);
    else if (act < 5) this.#write(ana);
    else if (act < 8 && ana.alive) ana.do('markRead', { room: this.room });
    else if (act < 9) this.#restart(ana);
    else this.#part(ana);
    this.world.run(random.nextInt(4000));
    this.#expectNothingFell();
  }

  /** After a moment without anything new every device says what the definition says. */
  expectAsDefined(): void {
    this.world.run(2000);
    for (const ana of this.anas) {
      if (!ana.alive) continue;
      const { unread, mentions } = ana.sees(this.room);
      expect({ unread, mentions }).toEqual(defined(ana, this.#own, this.room));
    }
  }

  end(): void {
    for (const ana of this.anas) if (!ana.alive) ana.start();
    this.world.settle(180_000);
    this.#expectNothingFell();
    this.expectAsDefined();
    const [one, two] = this.anas.map((ana) => ana.sees(this.room));
    expect([one?.unread, one?.mentions]).toEqual([two?.unread, two?.mentions]);
    if (one?.unread === 0) this.world.sometimes('all read at the end');
    if ((one?.unread ?? 0) > 0) this.world.sometimes('unread at the end');
    if ((one?.mentions ?? 0) > 0) this.world.sometimes('mentions at the end');
    this.world.dispose();
  }

  #write(mate: ChatMate): void {
    if (!mate.alive) return;
    for (let n = this.world.random.nextInt(3); n >= 0; n--) mate.say(this.room, n === 1 ? '@Ana look' : `words ${n}`);
  }

  #restart(ana: ChatMate): void {
    ana.kill('unsyncedLost', 'reset');
    ana.start();
  }

  #part(ana: ChatMate): void {
    const rest = [...this.anas, ...this.#others].filter((mate) => mate !== ana).map(({ host }) => host);
    const cut = this.world.cut([ana.host], rest, 'drop');
    this.#write(this.#others[0] as ChatMate);
    this.world.run(this.world.random.nextInt(5000));
    if (ana.alive) ana.do('markRead', { room: this.room });
    this.world.run(500);
    cut.heal();
  }

  #expectNothingFell(): void {
    for (const { disk, host } of this.anas) {
      for (const [log, { seen, told }] of disk.synced.seen) {
        const key = `${host.name} ${log}`;
        expect(seen, key).toBeGreaterThanOrEqual(this.#most.get(key) ?? 0);
        expect(told, key).toBeLessThanOrEqual(seen);
        this.#most.set(key, seen);
      }
    }
  }
}

test(
  'unread is what its definition says, on every device, and nothing read becomes unread',
  { timeout: 120_000 },
  () => {
    const reached = new Set<string>();
    forSeeds(6, (seed) => {
      const story = new Story(seed, reached);
      for (let round = 0; round < 6; round++) {
        for (let i = 0; i < 4; i++) story.step();
        story.expectAsDefined();
      }
      story.end();
    });
    if (process.env['SIM_SEED'] === undefined) {
      expect([...reached].toSorted()).toEqual(['all read at the end', 'mentions at the end', 'unread at the end']);
    }
  },
);
