import { defaultConfig } from '../../../src/peer/core/config.ts';
import { Prng } from '../sim/prng.ts';
import { isFault, type Plan, type PlannedDevice, type Step } from './plan.ts';
import { drawAct } from './draw-act.ts';
import { drawFault } from './draw-fault.ts';

type Range = readonly [number, number];

/** With which other configuration of the peer the rest must work as well as the usual ones. */
const configRanges: Partial<Record<keyof typeof defaultConfig, Range>> = {
  heartbeat: [4_000, 10_000],
  deadAfter: [25_000, 40_000],
  probe: [1_000, 4_000],
  trial: [2_000, 8_000],
  unused: [10_000, 90_000],
  linksPerPair: [2, 4],
  sockets: [40, 256],
  unauthenticated: [8, 16],
  pipeUnsent: [4_096, 65_536],
  lag: [65_536, 1_048_576],
  maxLag: [1_048_576, 2_097_152],
  framesPerSecond: [50, 2_000],
  dialGap: [50, 1_000],
  secondaryDialDelay: [0, 1_000],
  minBackoff: [200, 1_000],
  maxBackoff: [5_000, 30_000],
  shortWait: [20_000, 120_000],
};

/** Milliseconds that a plan lasts. */
const endRange: Range = [40_000, 300_000];

export interface Budget {
  /** Faults an hour of the world's time. */
  readonly faultsPerHour: number;
  readonly actsPerHour: number;
}

const usual: Budget = { faultsPerHour: 240, actsPerHour: 1_800 };

/** Everything that a seed stands for. */
export const drawPlan = (seed: number, budget = usual): Plan => {
  const random = new Prng(seed, 7);
  const devices = drawDevices(random);
  const end = random.between(endRange);
  const rooms = 1 + random.nextInt(3);
  const persons = 1 + Math.max(...devices.map(({ person }) => person));
  const steps: Step[] = beginnings(random, devices.length, rooms, end);
  const times = (perHour: number): number[] =>
    Array.from({ length: Math.round((perHour * end) / 3_600_000) }, () => random.nextInt(end));
  for (const at of times(budget.actsPerHour)) steps.push({ at, ...drawAct(random, devices.length, persons, rooms) });
  for (const at of times(budget.faultsPerHour)) steps.push({ at, ...drawFault(random, devices.length) });
  for (const [i, device] of devices.entries()) if (device.forgetful) steps.push(...backInTime(random, i, end));
  if (random.chance(60)) steps.push(...crossed(random, devices.length, end));
  if (devices.at(-1)?.person === 0) steps.push(...twice(random, devices.length - 1, end));
  if (random.chance(60)) steps.push(...hesitating(random, devices.length, rooms, end));
  // last words: a machine dies right after somebody has pressed Enter
  for (const step of steps.filter(isFault)) {
    if (step.fault !== 'kill') continue;
    steps.push({ at: Math.max(0, step.at - random.nextInt(4)), act: 'say', device: step.device, room: 0, size: 10 });
  }
  return { seed, end, network: drawNetwork(random), devices, steps: steps.sort((a, b) => a.at - b.at) };
};

const drawNetwork = (random: Prng): Plan['network'] => {
  const least = 1 + random.nextInt(40);
  return {
    latency: [least, least + random.nextInt(150)],
    loss: random.nextInt(6),
    chop: random.chance(10) ? [1, 200] : [200, 20_000],
    queueBytes: 8_192 + random.nextInt(256 * 1024),
    overlay: random.chance(30) ? 50 : 0,
    ...(random.chance(30) ? { bytesPerSecond: 20_000 + random.nextInt(500_000) } : {}),
  };
};

/** Two to five devices; now and then two of one person. */
const drawDevices = (random: Prng): PlannedDevice[] => {
  const size = 2 + random.nextInt(4);
  const twice = size > 2 && random.chance(40);
  return Array.from({ length: size }, (_, i) => ({
    person: twice && i === size - 1 ? 0 : i,
    clock: {
      wallOffset: random.chance(30) ? random.between([-300_000, 300_000]) : 0,
      driftPpm: random.chance(30) ? random.between([-300, 300]) : 0,
    },
    config: Object.fromEntries(
      Object.entries(configRanges).flatMap(([name, range]) =>
        random.chance(40) ? [[name, random.between(range)] as const] : [],
      ),
    ),
    syncMs: random.chance(70) ? 1 + random.nextInt(5) : 1 + random.nextInt(60),
    forgetful: random.chance(8),
    discreet: random.chance(20),
  }));
};

/** The other rooms are made and joined early; not everybody joins. */
const beginnings = (random: Prng, devices: number, rooms: number, end: number): Step[] => {
  const steps: Step[] = [];
  for (let room = 1; room < rooms; room++) {
    const made = random.nextInt(end / 4);
    const owner = random.nextInt(devices);
    steps.push({ at: made, act: 'create', device: owner, room });
    for (let device = 0; device < devices; device++) {
      if (device === owner || random.chance(30)) continue;
      steps.push({ at: made + random.nextInt(end / 2), act: 'join', device, room });
    }
  }
  return steps;
};

/** Started anew while its clock is behind, a forgetful program writes what claims to be older than what it wrote before. */
const backInTime = (random: Prng, device: number, end: number): Step[] => {
  const at = random.nextInt(end / 2);
  const by = -10_000 - random.nextInt(600_000);
  return [
    { at, act: 'say', device, room: 0, size: 10 },
    { at: at + 1_000, fault: 'wall', lasting: 30_000, device, by },
    { at: at + 2_000, fault: 'quit', lasting: 1_000, device },
    { at: at + 10_000, act: 'say', device, room: 0, size: 10 },
  ];
};

/** What somebody says is deleted by the owner of the room, or reacted to, while he edits it himself. */
const crossed = (random: Prng, devices: number, end: number): Step[] => {
  const at = random.nextInt(end);
  const device = 1 + random.nextInt(devices - 1);
  const target = { back: 0, own: false };
  return [
    { at, act: 'say', device, room: 0, size: 10 },
    { at: at + 5_000, act: 'edit', device, ...target },
    { at: at + 5_000 + random.nextInt(50), act: 'delete', device: 0, ...target },
    { at: at + 5_000 + random.nextInt(50), act: 'react', device: random.nextInt(devices), ...target },
  ];
};

/** Somebody leaves a room and thinks better of it, mostly in time. */
const hesitating = (random: Prng, devices: number, rooms: number, end: number): Step[] => {
  const at = random.nextInt(end);
  const where = { device: random.nextInt(devices), room: random.nextInt(rooms) };
  return [
    { at, act: 'leaveUndoably', ...where },
    { at: at + random.nextInt(14_000), act: random.chance(80) ? 'stay' : 'join', ...where },
  ];
};

/** Somebody edits what he said at both of his devices, before the one can have heard of the other. */
const twice = (random: Prng, second: number, end: number): Step[] => {
  const at = random.nextInt(end);
  const edit = { act: 'edit', back: 0, own: true } as const;
  return [
    { at, act: 'say', device: 0, room: 0, size: 10 },
    { at: at + 5_000, device: 0, ...edit },
    { at: at + 5_000 + random.nextInt(5), device: second, ...edit },
  ];
};
