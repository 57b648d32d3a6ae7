import type { Certificate, RoomKey } from '../../../common/model/index.ts';
import type { Disposable } from '../../../common/base/index.ts';
import { forgetful } from '../sim/altered-store.ts';
import { ChatMate, type MateOptions } from '../sim/chat-team.ts';
import type { SimPipe } from '../sim/pipe.ts';
import { SimTracker } from '../sim/tracker.ts';
import { trackerPort } from '../sim/tracker-session.ts';
import { World, type SimHost, type WorldOptions } from '../world.ts';
import { LeavesBook } from './leaves.ts';
import { Ledger } from './ledger.ts';
import type { Plan, PlannedDevice } from './plan.ts';
import { ReceiptsBook } from './receipts.ts';
import type { WhoIs } from './standing.ts';
import { Wiretap } from './wiretap.ts';

export interface StageOptions extends Pick<WorldOptions, 'crypto' | 'onTrace' | 'reached'> {
  /** A program that is not as it should be, at every device. */
  readonly through?: MateOptions['through'];
}

/** The world of a plan: its devices and the tracker, watched from outside. */
export class Stage implements Disposable {
  readonly plan: Plan;
  readonly world: World;
  readonly tracker: SimTracker;
  readonly mates: readonly ChatMate[];
  readonly ledger: Ledger;
  readonly receipts: ReceiptsBook;
  readonly leaves: LeavesBook;
  /** Somebody with an account who never joins anything. */
  readonly ghost: Certificate;
  readonly whoIs: WhoIs = (device) => this.ledger.whoIs(device);
  /** Devices that a fault has stopped or holds up; nobody acts there. */
  readonly busy = new Set<number>();

  constructor(plan: Plan, options: StageOptions) {
    this.plan = plan;
    this.world = new World(plan.seed, { ...options, network: plan.network });
    this.tracker = new SimTracker(this.world);
    const { crypto } = this.tracker.me;
    const violated = (what: string): void => this.world.violated(what);
    this.ledger = new Ledger(crypto, violated);
    this.receipts = new ReceiptsBook(violated);
    this.leaves = new LeavesBook(violated);
    this.ghost = this.world.person('ghost').certificate;
    this.tracker.register(this.ghost);
    const people: ChatMate[] = [];
    this.mates = plan.devices.map((device, i) => {
      const mate = this.#mate(device, i, people[device.person], options);
      people[device.person] ??= mate;
      return mate;
    });
    const wiretap = new Wiretap(crypto, this.ledger, violated);
    const byHost = new Map(this.mates.map((mate) => [mate.host, mate]));
    this.world.network.tap = (pipe, bytes) => {
      const sender = byHost.get(pipe.owner.host);
      const receiver = pipe.other && byHost.get(pipe.other.owner.host)?.me.certificate.identity;
      if (sender !== undefined && !isTracker(pipe)) wiretap.hear(pipe, sender, receiver, bytes);
    };
  }

  /** Everybody starts and joins the first room, before anything goes wrong. */
  begin(): RoomKey {
    const { world, mates } = this;
    for (const mate of mates) mate.start();
    for (let i = 0; i < 600 && !mates.every(({ signedIn }) => signedIn); i++) world.run(100);
    const [first, ...rest] = mates as [ChatMate, ...ChatMate[]];
    const room = first.do('createRoom', { name: roomName(0), capacity: 50 });
    for (const mate of rest) mate.do('joinRoom', { room: roomName(0) });
    this.tracker.book.backUp();
    return room;
  }

  /** A machine of the plan: a device, or the tracker after the last of them. */
  host(number: number): SimHost {
    return this.mates[number]?.host ?? this.tracker.host;
  }

  /** The device, if somebody can use it now. */
  free(number: number): ChatMate | undefined {
    const mate = this.mates[number];
    return mate?.alive === true && !this.busy.has(number) ? mate : undefined;
  }

  /** Connections between devices that are not on their way out. */
  connections(mate: ChatMate): SimPipe[] {
    return [...(mate.host.running?.process.pipes ?? [])].filter((pipe) => !pipe.settled && !isTracker(pipe));
  }

  dispose(): void {
    this.world.dispose();
  }

  #mate(device: PlannedDevice, number: number, person: ChatMate | undefined, { through }: StageOptions): ChatMate {
    const { world, tracker } = this;
    const me = person === undefined ? world.person(userName(device.person)) : world.deviceOf(person.me);
    const { clock, config, syncMs } = device;
    const mate = new ChatMate(world, tracker, `device${number}`, me, {
      clock,
      config,
      through: (store, env) => {
        const own = device.forgetful ? forgetful(store) : store;
        return through?.(own, env) ?? own;
      },
    });
    mate.disk.syncMs = syncMs;
    mate.receipts = device.discreet !== true;
    this.ledger.watch(me.certificate, mate.disk, (room, entry) =>
      this.leaves.signed(me.certificate.device, room, entry, mate.host.clock.mono(world.now())),
    );
    return mate;
  }
}

export const userName = (person: number): string => `user${person}`;
export const roomName = (room: number): string => `room${room}`;

const isTracker = ({ remote, local }: SimPipe): boolean => remote.port === trackerPort || local.port === trackerPort;
