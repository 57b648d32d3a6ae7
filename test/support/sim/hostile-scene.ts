import type { Disposable } from '../../../common/base/index.ts';
import {
  emptyTip,
  isAnchor,
  emptyCoverage,
  logId,
  roomId,
  takeRun,
  writeRun,
  type LogTip,
} from '../../../common/log/index.ts';
import {
  asHex,
  type Certificate,
  type Entry,
  type EntryId,
  type LogId,
  type LogKind,
  type RoomId,
  type RoomKey,
} from '../../../common/model/index.ts';
import {
  byeCodes,
  decodeBye,
  decodeEntries,
  encodeEntries,
  encodeHave,
  frameTypes,
  type Entries,
  type HaveRecord,
} from '../../../common/protocol/peer/index.ts';
import { testPerson, type TestDevice } from '../people.ts';
import { World } from '../world.ts';
import { ChatMate } from './chat-team.ts';
import { RawDialler, type RawLink } from './raw-link.ts';
import { simulatedStart } from './host-clock.ts';
import { SimTracker } from './tracker.ts';

interface Writing {
  readonly as: TestDevice;
  readonly tip: LogTip;
  readonly kind: LogKind;
  readonly log: LogId;
  readonly ms: number;
}

/** Ana, Bia and Caio in a room that Mallory has joined too, with the product and in order, before her program was exchanged. */
export class HostileScene implements Disposable {
  readonly world: World;
  readonly tracker: SimTracker;
  readonly ana: ChatMate;
  readonly bia: ChatMate;
  readonly caio: ChatMate;
  readonly mallory = testPerson(66, 'Mallory');
  readonly device: TestDevice = this.mallory.device(1);
  readonly room: RoomKey;
  readonly id: RoomId;
  #raw: RawDialler | undefined;

  constructor(seed = 1) {
    this.world = new World(seed, { crypto: 'real', network: { loss: 0, latency: [1, 5] } });
    this.tracker = new SimTracker(this.world);
    const person = (key: number, name: string): ChatMate =>
      new ChatMate(this.world, this.tracker, name, testPerson(key, name).device(1));
    const former = new ChatMate(this.world, this.tracker, 'Mallory', this.device);
    [this.ana, this.bia, this.caio] = [person(61, 'Ana'), person(62, 'Bia'), person(63, 'Caio')];
    const all = [this.ana, this.bia, this.caio, former];
    for (const mate of all) mate.start();
    this.world.run(1000);
    this.room = this.ana.do('createRoom', { name: 'general', capacity: 50 });
    for (const mate of all.slice(1)) mate.do('joinRoom', { room: 'general' });
    this.world.run(5000);
    this.world.stop(former.host);
    this.id = roomId(this.room);
  }

  /** What the room began with. */
  get genesis(): EntryId {
    const stored = this.ana.disk.entries.find(({ room, kind }) => room === this.room && kind === 'control');
    if (stored === undefined) throw new Error('no GENESIS');
    return stored.entry.id;
  }

  /** A log of somebody's in the room. */
  logOf({ identity }: Pick<Certificate, 'identity'>, kind: LogKind = 'content'): LogId {
    return logId(this.device.crypto, this.room, kind, identity);
  }

  /** The words of a HAVE for one log of the room. */
  holds(by: Certificate, prefix: number, kind: LogKind = 'content'): HaveRecord {
    return holding(by.device, prefix, this.logOf(by, kind));
  }

  get honest(): readonly ChatMate[] {
    return [this.ana, this.bia, this.caio];
  }

  /** A link of the exchanged program, greeted and in use. */
  connect(to: ChatMate): RawLink {
    this.#raw ??= new RawDialler(this.world, 'Mallory II', this.device);
    return this.link(this.#raw, to);
  }

  /** The same for anybody. */
  link(from: RawDialler, to: ChatMate): RawLink {
    const link = from.connect(to.host);
    from.hello(link, to.me.certificate);
    this.world.run(500);
    if (!link.heard.includes('USE')) link.send(frameTypes.USE);
    this.world.run(500);
    return link;
  }

  /** What Mallory writes, or somebody else, signed as it should be. */
  write(bodies: readonly Uint8Array[], more: Partial<Writing> = {}): Entry[] {
    const { as = this.device, tip = emptyTip, ms = simulatedStart } = more;
    const log = more.log ?? this.logOf(as.certificate, more.kind);
    const items = bodies.map((body) => ({ body, clock: { ms, count: 0 } }));
    return [...writeRun(as.crypto, log, as.certificate.device, tip, items)];
  }

  /** The honest ones talk and all hear all; stores hold the same, and nothing that does not verify. */
  expectHarmony(): void {
    const words = this.honest.map((mate) => `${mate.host.name} at ${this.world.now()}`);
    for (const [i, mate] of this.honest.entries()) mate.say(this.room, words[i] ?? '');
    this.world.run(60_000);
    const [first = [], ...others] = this.honest.map((mate) => mate.history(this.room).map(({ id }) => id));
    for (const other of others) if (other.join() !== first.join()) throw new Error('histories differ');
    for (const mate of this.honest) {
      const said = new Set(mate.history(this.room).map(({ content }) => content));
      for (const word of words) if (!said.has(word)) throw new Error(`${mate.host.name} lacks "${word}"`);
      expectVerified(mate);
    }
  }

  dispose(): void {
    this.world.dispose();
  }
}

/**
 * Stored implies verified: every log on disk is a chain of runs, with gaps perhaps, and none in those of operations; every body
 * is there that no deletion names.
 */
const expectVerified = ({ disk, me }: ChatMate): void => {
  const named = new Set(
    disk.entries.flatMap(({ about }) => (about?.kind === 'DELETE' ? [about.entry, ...about.edits] : [])),
  );
  const logs = Map.groupBy(disk.entries, ({ room, kind, author }) => `${room}${kind}${author}`);
  for (const log of logs.values()) {
    let held = emptyCoverage;
    let run: Entry[] = [];
    for (const { entry, kind } of log.toSorted((a, b) => a.entry.seq - b.entry.seq)) {
      run.push(entry);
      if (!isAnchor(entry)) continue;
      const taken = takeRun(me.crypto, entry.log, held, run, ({ id }) => named.has(id));
      if (taken.verdict !== 'ok') throw new Error(`stored, but ${taken.verdict}`);
      held = taken.coverage;
      if (kind === 'control' && held.ahead.length > 0) throw new Error('operations with a gap');
      run = [];
    }
    if (run.length > 0) throw new Error('stored without an anchor');
  }
};

/** The code of the BYE that came, if one came. */
export const byeOf = (link: RawLink): keyof typeof byeCodes | undefined => {
  const bye = link.frames.find(({ type }) => type === frameTypes.BYE);
  if (bye === undefined) return undefined;
  const { code } = decodeBye(bye.body);
  return (Object.keys(byeCodes) as (keyof typeof byeCodes)[]).find((name) => byeCodes[name] === code);
};

export const entriesHeard = (scene: HostileScene, link: RawLink): Entries[] =>
  link.frames
    .filter(({ type }) => type === frameTypes.ENTRIES)
    .map(({ body }) => decodeEntries(scene.device.crypto, body));

export const push = (link: RawLink, entries: readonly Entry[], flag: Entries['flag'] = 'push'): void =>
  link.send(frameTypes.ENTRIES, encodeEntries({ flag, entries }));

export const claim = (link: RawLink, room: RoomId, records: readonly HaveRecord[]): void =>
  link.send(frameTypes.HAVE, encodeHave({ room, full: false, more: false, ask: false, records }));

/** The words of a HAVE for one log; by itself it is nobody's. */
export const holding = (
  device: HaveRecord['device'],
  prefix: number,
  log: LogId = asHex('ee'.repeat(16)),
): HaveRecord => ({
  device,
  log,
  prefix,
  from: prefix,
  to: prefix,
  newest: 'ab'.repeat(32) as HaveRecord['newest'],
  read: 0,
});
