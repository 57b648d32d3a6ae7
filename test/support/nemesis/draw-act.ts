import type { Prng } from '../sim/prng.ts';
import type { Act } from './plan.ts';

/** What somebody does somewhere. */
export const drawAct = (random: Prng, devices: number, persons: number, rooms: number): Act => {
  const device = random.nextInt(devices);
  const room = random.chance(60) ? 0 : random.nextInt(rooms);
  const roll = random.nextInt(100);
  if (roll < 30) return drawAmendment(random, device);
  if (roll < 60)
    return { act: 'say', device, room, size: random.chance(90) ? random.nextInt(200) : random.nextInt(15_000) };
  if (roll < 65) return { act: 'mention', device, room, size: random.nextInt(100) };
  if (roll < 70) return { act: 'reply', device, room, size: random.nextInt(100) };
  if (roll < 72) return { act: 'flood', device, room, count: 5 + random.nextInt(60) };
  if (roll < 79) return { act: 'direct', device, to: random.nextInt(persons) };
  if (roll < 84) return { act: 'seen', device, room };
  if (roll < 87) return { act: 'type', device, room };
  if (roll < 90) return { act: 'page', device, room };
  if (roll < 92) return drawWish(random, device, room);
  if (roll < 95) return { act: random.chance(50) ? 'leave' : 'join', device, room: random.nextInt(rooms) };
  const presence = (['online', 'away', 'dnd', 'invisible'] as const)[random.nextInt(4)] ?? 'online';
  return roll < 97 ? { act: 'be', device, presence } : { act: 'join', device, room };
};

/** What a person wants of a conversation, on all devices. */
const drawWish = (random: Prng, device: number, room: number): Act => {
  if (random.chance(40)) return { act: 'pin', device, room, pinned: random.chance(60) };
  const lasting = random.chance(75) ? { lasting: 1_000 + random.nextInt(600_000) } : {};
  return { act: 'mute', device, room, muted: random.chance(70), ...lasting };
};

/** Mostly of what was said just now, so that it crosses what others say about it. */
const drawAmendment = (random: Prng, device: number): Act => {
  const act = (['edit', 'edit', 'delete', 'react', 'react'] as const)[random.nextInt(5)] ?? 'edit';
  const own = act === 'react' ? random.chance(30) : random.chance(85);
  return { act, device, back: random.nextInt(random.chance(80) ? 3 : 30), own };
};
