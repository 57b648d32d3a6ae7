import type { ChatMate } from '../sim/chat-team.ts';
import type { SimHost } from '../world.ts';
import type { DiskFault, EditorFault, Fault, HoldFault, WallFault } from './plan.ts';
import type { Stage } from './stage.ts';

type Heal = () => void;

/** Begins a fault; answers how it is healed, or undefined if it cannot happen now. */
export const beginFault = (stage: Stage, fault: Fault): Heal | undefined => {
  const { world } = stage;
  switch (fault.fault) {
    case 'drop':
    case 'oneWay':
    case 'reset':
    case 'dark':
    case 'forgotten': {
      const cut = world.cut(hosts(stage, fault.from), hosts(stage, fault.to), fault.fault);
      return () => cut.heal();
    }
    case 'slow': {
      const slow = world.network.shape(hosts(stage, fault.from), hosts(stage, fault.to), fault.quality);
      return () => slow.heal();
    }
    case 'tracker':
      return killTracker(stage, fault.word, fault.restored);
    case 'liar':
      stage.tracker.liesOf = stage.ghost;
      return () => {
        stage.tracker.liesOf = undefined;
      };
    case 'kill':
    case 'quit':
    case 'stall':
    case 'sleep':
      return hold(stage, fault);
    case 'full':
    case 'broken':
    case 'slowDisk':
    case 'hang':
    case 'syncFails':
      return spoilDisk(stage, fault);
    case 'wall':
      return jump(stage, fault);
    case 'blocked':
    case 'handOver':
      return disturbEditor(stage, fault);
  }
};

const hosts = (stage: Stage, numbers: readonly number[]): SimHost[] => numbers.map((one) => stage.host(one));

const killTracker = (stage: Stage, word: 'reset' | 'silence', restored: boolean): Heal | undefined => {
  const { tracker } = stage;
  if (tracker.host.running === undefined) return undefined;
  tracker.kill(word);
  return () => {
    if (restored) tracker.book.restore();
    else tracker.book.backUp();
    tracker.start();
  };
};

/** What stops a program: one of these at a time at a device. */
const hold = (stage: Stage, fault: HoldFault): Heal | undefined => {
  const mate = stage.free(fault.device);
  if (mate === undefined) return undefined;
  stage.busy.add(fault.device);
  const over = (): void => void stage.busy.delete(fault.device);
  if (fault.fault === 'stall') stage.world.stall(mate.host, fault.lasting);
  if (fault.fault === 'sleep') stage.world.sleep(mate.host, fault.lasting, fault.mono);
  if (fault.fault === 'stall' || fault.fault === 'sleep') return over;
  if (fault.fault === 'kill') mate.kill(fault.disk, fault.word);
  else mate.quit();
  return () => {
    over();
    mate.start();
  };
};

const spoilDisk = (stage: Stage, fault: DiskFault): Heal => {
  const { disk } = stage.mates[fault.device] as ChatMate;
  const usual = stage.plan.devices[fault.device]?.syncMs ?? 1;
  if (fault.fault === 'full') disk.fill();
  if (fault.fault === 'broken') disk.spoil();
  switch (fault.fault) {
    case 'full':
      disk.fill();
      return () => disk.free();
    case 'broken':
      disk.spoil();
      return () => disk.free();
    case 'slowDisk':
      disk.syncMs = usual * 100;
      return () => {
        disk.syncMs = usual;
      };
    case 'hang':
      disk.hang();
      return () => disk.letGo();
    case 'syncFails':
      disk.syncFails = true;
      return () => {
        disk.syncFails = false;
      };
  }
};

const disturbEditor = (stage: Stage, { fault, device }: EditorFault): Heal => {
  const { editor } = stage.mates[device] as ChatMate;
  if (fault === 'blocked') editor.stall();
  else editor.handOver();
  return () => editor.goOn();
};

const jump = (stage: Stage, { device, by }: WallFault): Heal => {
  const host = stage.host(device);
  const usual = stage.plan.devices[device]?.clock.wallOffset ?? 0;
  stage.world.setWall(host, usual + by);
  return () => stage.world.setWall(host, usual);
};
