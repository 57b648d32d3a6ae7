import { parseAddress, type Addr, type Disposable } from '../../common/base/index.ts';
import { emptyTip, encodeBody, logId, roomId, writeRun } from '../../common/log/index.ts';
import type { Certificate, Entry, EntryId, LogId, LogKind, RoomKey } from '../../common/model/index.ts';
import {
  decodeWant,
  encodeCerts,
  encodeEntries,
  encodeFrame,
  encodeHave,
  frameTypes,
  type Entries,
  type HaveRecord,
  type Want,
} from '../../common/protocol/peer/index.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import type { HeadlessPeer, Json } from './headless-peer.ts';
import type { TestDevice } from './people.ts';
import { RealPeer } from './real-peer.ts';
import { until } from './until.ts';

/** A device made by hand, linked with a real headless peer: it says what a test wants it to say. */
export class HostileMember implements Disposable {
  readonly device: TestDevice;
  /** Of the victim. */
  readonly victim: Certificate;
  readonly wants: Want[] = [];
  onWant: (want: Want) => void = () => {};
  readonly #real: RealPeer;
  readonly #waiting = new Set<Disposable>();

  private constructor(device: TestDevice, victim: Certificate) {
    this.device = device;
    this.victim = victim;
    this.#real = new RealPeer(device);
    this.#real.onFrame = (_from, type, body) => {
      if (type !== frameTypes.WANT) return;
      const want = decodeWant(body);
      this.wants.push(want);
      this.onWant(want);
    };
  }

  /** `account`: what the victim heard when it registered. */
  static async link(device: TestDevice, victim: HeadlessPeer, account: Json): Promise<HostileMember> {
    const { listen } = await victim.do('status');
    const certificate = account as unknown as Certificate;
    const member = new HostileMember(device, certificate);
    member.#real.seek({ certificate, crypto: device.crypto }, parseAddress(String(listen)) as Addr);
    await until(() => member.isLinked, 'a link');
    return member;
  }

  get isLinked(): boolean {
    return this.#real.up.has(this.victim.device);
  }

  send(type: number, body: Uint8Array): void {
    this.#real.peer.send(this.victim.device, encodeFrame(type, body), 'live');
  }

  /** The first entry of a log of this device's. */
  write(room: RoomKey, kind: LogKind, body: Uint8Array): Entry {
    const { certificate, crypto } = this.device;
    const items = [{ body, clock: { ms: 1_700_000_000_000, count: 0 } }];
    const log = logId(crypto, room, kind, certificate.identity);
    return writeRun(crypto, log, certificate.device, emptyTip, items)[0] as Entry;
  }

  /** Becomes a member of an open room. `genesis`: its first entry. */
  join(room: RoomKey, genesis: EntryId): void {
    this.send(frameTypes.CERTS, encodeCerts([this.device.certificate]));
    this.say([this.write(room, 'control', encodeBody({ kind: 'JOIN', after: [genesis] }))], 'push');
  }

  say(entries: readonly Entry[], flag: Entries['flag']): void {
    this.send(frameTypes.ENTRIES, encodeEntries({ flag, entries }));
  }

  claim(room: RoomKey, records: readonly HaveRecord[]): void {
    this.send(frameTypes.HAVE, encodeHave({ room: roomId(room), full: false, more: false, ask: false, records }));
  }

  logOf({ identity }: Pick<Certificate, 'identity'>, room: RoomKey, kind: LogKind = 'content'): LogId {
    return logId(this.device.crypto, room, kind, identity);
  }

  /** Takes its time, milliseconds. */
  later(ms: number, run: () => void): void {
    const timer = nodeClock.setTimer(ms, () => {
      this.#waiting.delete(timer);
      run();
    });
    this.#waiting.add(timer);
  }

  dispose(): void {
    for (const timer of this.#waiting) timer.dispose();
    this.#real.peer.dispose();
  }
}
