// How many words a message costs in a room, and how long it takes, in the simulator. `npm run bench -- acknowledge`
import { inLine, measureRoom, twoHalves, wholeRoom, type RoomFrames } from '../test/support/sim/room-frames.ts';
import { sized } from './support/rounds.ts';

const shapes = [
  ['all linked with all', wholeRoom, [5, 10, 20, 40, 80]],
  ['two halves that share three', twoHalves, [10, 20, 40]],
  ['in a line', inLine, [5]],
] as const;
const shown = ({ haves, held, known }: RoomFrames, size: number): string =>
  [haves.toFixed(1), (haves / size).toFixed(2), held.toFixed(0), Number.isFinite(known) ? known.toFixed(0) : '-']
    .map((text) => text.padStart(10))
    .join('');

console.log(
  `${'people'.padStart(6)}${['HAVE', 'of each', 'held, ms', 'known, ms'].map((text) => text.padStart(10)).join('')}`,
);
for (const [name, part, sizes] of shapes) {
  console.log(name);
  for (const size of sizes.filter((one) => one <= sized(80)))
    console.log(`${String(size).padStart(6)}${shown(measureRoom(size, part), size)}`);
}
