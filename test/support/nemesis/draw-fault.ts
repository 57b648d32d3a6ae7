import type { Prng } from '../sim/prng.ts';
import type { Fault, SlowFault } from './plan.ts';

/** Each as often as its weight. */
export const weights = {
  drop: 10,
  oneWay: 8,
  reset: 6,
  dark: 6,
  forgotten: 4,
  slow: 8,
  kill: 12,
  quit: 5,
  stall: 6,
  sleep: 8,
  full: 6,
  broken: 4,
  slowDisk: 4,
  hang: 4,
  syncFails: 3,
  wall: 6,
  tracker: 5,
  liar: 2,
  blocked: 4,
  handOver: 4,
} satisfies Record<Fault['fault'], number>;

const day = 86_400_000;

/** Faults end by themselves, each in its own time: they are healed in another order than they came. */
export const drawFault = (random: Prng, devices: number): Fault => {
  const device = random.nextInt(devices);
  const lasting = random.chance(70) ? random.nextInt(20_000) : random.nextInt(150_000);
  const kind = drawKind(random);
  switch (kind) {
    case 'drop':
    case 'oneWay':
    case 'reset':
    case 'dark':
    case 'forgotten':
      return { fault: kind, lasting, ...split(random, devices) };
    case 'slow':
      return { fault: kind, lasting, ...split(random, devices), quality: drawSlow(random) };
    case 'kill': {
      const word = random.chance(60) ? 'reset' : 'silence';
      const disk = (['kept', 'unsyncedLost', 'torn'] as const)[random.nextInt(3)] ?? 'kept';
      return { fault: kind, lasting, device, word, disk };
    }
    case 'quit':
    case 'blocked':
    case 'handOver':
      return { fault: kind, lasting, device };
    case 'stall':
      return { fault: kind, lasting, device };
    case 'full':
    case 'broken':
    case 'slowDisk':
    case 'syncFails':
      return { fault: kind, lasting, device };
    case 'hang':
      return { fault: kind, lasting: 1_000 + lasting * 4, device };
    case 'sleep':
      return { fault: kind, lasting: lasting * 2, device, mono: random.chance(50) ? 'runs' : 'stops' };
    case 'wall':
      return { fault: kind, lasting, device, by: drawJump(random) };
    case 'tracker':
      return { fault: kind, lasting, word: random.chance(60) ? 'reset' : 'silence', restored: random.chance(30) };
    case 'liar':
      return { fault: kind, lasting };
  }
};

const drawKind = (random: Prng): Fault['fault'] => {
  const kinds = Object.entries(weights) as [Fault['fault'], number][];
  let left = random.nextInt(kinds.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight] of kinds) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'drop';
};

/** Some machines, the tracker among them, and all others. */
const split = (random: Prng, devices: number): { from: number[]; to: number[] } => {
  const all = Array.from({ length: devices + 1 }, (_, i) => i);
  const from = all.filter(() => random.chance(40));
  if (from.length === 0 || from.length === all.length) from.splice(0, Infinity, random.nextInt(devices));
  return { from, to: all.filter((one) => !from.includes(one)) };
};

const drawSlow = (random: Prng): SlowFault['quality'] => {
  const least = 50 + random.nextInt(1_000);
  return {
    latency: [least, least + random.nextInt(1_500)],
    loss: random.nextInt(30),
    ...(random.chance(50) ? { bytesPerSecond: 3_000 + random.nextInt(50_000) } : {}),
    ...(random.chance(30) ? { chop: [1, 400] } : {}),
  };
};

/** Seconds, minutes, or days: a dead battery, a traveller, an exact tool. */
const drawJump = (random: Prng): number => {
  const most = [2_000, 300_000, 3 * day][random.nextInt(3)] ?? 0;
  return random.between([-most, most]);
};
