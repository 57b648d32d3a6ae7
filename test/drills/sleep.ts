import type { Drill } from './kit/drill.ts';
import { simulate } from './kit/simulated.ts';

const night = 8 * 3_600_000;

/** A laptop sleeps for a night while the others write; its monotonic clock goes on meanwhile, or stands still. */
export const sleepDrill: Drill = {
  name: 'sleep',
  number: 14,
  run: async (scene) => {
    const took: number[] = [];
    const violations = (['runs', 'stops'] as const).flatMap((mono) =>
      simulate(scene, scene.full ? 50 : 3, ({ world, mates, chat, equal }) => {
        const [laptop, ...others] = mates;
        if (laptop === undefined) return;
        chat();
        world.sleep(laptop.host, night, mono);
        for (let i = 0; i < 8; i++) {
          world.run(night / 8 - 1000);
          chat(others);
        }
        world.run(8 * 1000);
        chat();
        took.push(equal());
      }),
    );
    scene.figure('equal stores after waking', took, 10_000);
    return violations;
  },
};
