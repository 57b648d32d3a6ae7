import type { Drill } from './kit/drill.ts';
import { simulate } from './kit/simulated.ts';

const hour = 3_600_000;
const year = 365 * 24 * hour;
/** Milliseconds that the clock of one of them is wrong by, one after the other; 0 = repaired. */
const errors: Readonly<Record<string, readonly number[]>> = {
  'two hours behind': [-2 * hour, 0],
  'ten years ahead': [10 * year, 0],
  jumping: [10 * year, -2 * hour, 0, -30 * year, 5 * 60_000, 0],
};

/** Somebody's clock is wrong, and is repaired: everybody sees one order, and each author's own is kept. */
export const clockDrill: Drill = {
  name: 'clock',
  number: 15,
  run: async (scene) => {
    const took: number[] = [];
    const violations = Object.entries(errors).flatMap(([name, offsets]) =>
      simulate(scene, scene.full ? 50 : 3, ({ world, mates, chat, equal }) => {
        const [wrong] = mates;
        if (wrong === undefined) return;
        for (const offset of offsets) {
          chat();
          world.setWall(wrong.host, offset);
          for (let i = 0; i < 3; i++) {
            chat();
            world.run(world.random.nextInt(20_000));
          }
        }
        took.push(equal());
      }).map((violation) => `${name}: ${violation}`),
    );
    scene.figure('equal stores after the last message', took, 10_000);
    return violations;
  },
};
