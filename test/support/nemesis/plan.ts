import type { DiskFate } from '../sim/host.ts';
import type { ClockOptions } from '../sim/host-clock.ts';
import type { NetworkQuality } from '../sim/network.ts';
import type { PeerConfig } from '../../../src/peer/index.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';

/** One device of the plan. Devices of one person have the same number there. */
export interface PlannedDevice {
  readonly person: number;
  readonly clock: ClockOptions;
  readonly config: Partial<PeerConfig>;
  readonly syncMs: number;
  /** Its program forgets at each start which clock it wrote last, as a broken one would. */
  readonly forgetful: boolean;
  /** Does not let authors know what has been read, nor see what others have. */
  readonly discreet?: boolean;
}

/** What a person does at a device, by its place in `devices`. Rooms are numbers; 0 is made before the plan begins. */
export type Act =
  | { readonly act: 'say' | 'mention' | 'reply'; readonly device: number; readonly room: number; readonly size: number }
  /** `back`: that many rows before the last one that was told; of one's own, or of anybody's. */
  | {
      readonly act: 'edit' | 'delete' | 'react';
      readonly device: number;
      readonly back: number;
      readonly own: boolean;
    }
  | { readonly act: 'flood'; readonly device: number; readonly room: number; readonly count: number }
  | { readonly act: 'direct'; readonly device: number; readonly to: number }
  | { readonly act: 'seen' | 'type' | 'page'; readonly device: number; readonly room: number }
  | { readonly act: 'create' | 'join' | 'leave'; readonly device: number; readonly room: number }
  /** `stay` undoes the other. */
  | { readonly act: 'leaveUndoably' | 'stay'; readonly device: number; readonly room: number }
  /** For `lasting` milliseconds, or until it is heard again. */
  | {
      readonly act: 'mute';
      readonly device: number;
      readonly room: number;
      readonly muted: boolean;
      readonly lasting?: number;
    }
  | { readonly act: 'pin'; readonly device: number; readonly room: number; readonly pinned: boolean }
  | { readonly act: 'be'; readonly device: number; readonly presence: OwnPresence };

/** What goes wrong, for `lasting` milliseconds. Machines are numbers: the devices, then the tracker. */
export type Fault = CutFault | SlowFault | HoldFault | DiskFault | WallFault | TrackerFault | EditorFault;

interface Lasting {
  readonly lasting: number;
}
export interface CutFault extends Lasting {
  readonly fault: 'drop' | 'oneWay' | 'reset' | 'dark' | 'forgotten';
  readonly from: readonly number[];
  readonly to: readonly number[];
}
export interface SlowFault extends Lasting {
  readonly fault: 'slow';
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly quality: Partial<NetworkQuality>;
}
/** What stops a program or holds it up. */
export type HoldFault = Lasting & { readonly device: number } & (
    | { readonly fault: 'kill'; readonly word: 'reset' | 'silence'; readonly disk: DiskFate }
    | { readonly fault: 'sleep'; readonly mono: 'runs' | 'stops' }
    | { readonly fault: 'quit' }
    | { readonly fault: 'stall' }
  );
export interface DiskFault extends Lasting {
  readonly fault: 'full' | 'broken' | 'slowDisk' | 'hang' | 'syncFails';
  readonly device: number;
}
export interface WallFault extends Lasting {
  readonly fault: 'wall';
  readonly device: number;
  /** Milliseconds. */
  readonly by: number;
}
/** The editor's side of a device: its thread is blocked by something else, or its engine ends and another takes over. */
export interface EditorFault extends Lasting {
  readonly fault: 'blocked' | 'handOver';
  readonly device: number;
}
/** The tracker dies, and comes back, perhaps from a backup; or it lies about who is a member. */
export type TrackerFault = Lasting &
  (
    | { readonly fault: 'tracker'; readonly word: 'reset' | 'silence'; readonly restored: boolean }
    | { readonly fault: 'liar' }
  );

/** Something that happens at a time of the world, milliseconds. */
export type Step = { readonly at: number } & (Act | Fault);

/** A whole run as data, so that it can be repeated, made smaller, and kept. */
export interface Plan {
  /** Of everything that is drawn while it runs. */
  readonly seed: number;
  /** When the faults are healed and everything has to become well, milliseconds. */
  readonly end: number;
  readonly network: Partial<NetworkQuality>;
  readonly devices: readonly PlannedDevice[];
  readonly steps: readonly Step[];
}

export const isFault = (step: Step): step is Step & Fault => 'fault' in step;
