import { describe, expect, it } from 'vitest';
import { Readiness } from '../../../tracker-server/src/readiness.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const minutes = 60_000;

describe('a tracker is ready', () => {
  it('unless the disk took no write, the database is damaged, or it ends', async () => {
    await using folder = await temporaryFolder();
    const ready = new Readiness(folder.path, new ManualClock());
    expect(await ready.troubles()).toEqual([]);
    ready.written(false);
    expect(await ready.troubles()).toEqual(['disk']);
    ready.written(true);
    expect(await ready.troubles()).toEqual([]);
    ready.found(false);
    ready.closing();
    expect(await ready.troubles()).toEqual(['database', 'closing']);
  });

  it('unless its folder is gone', async () => {
    expect(await new Readiness('/nonexistent/folder', new ManualClock()).troubles()).toEqual(['disk']);
  });

  it('unless most of those who come have another time', async () => {
    await using folder = await temporaryFolder();
    const clock = new ManualClock();
    const ready = new Readiness(folder.path, clock);
    const hear = (...differences: number[]): void => {
      for (const difference of differences) ready.heardClock(clock.wall() + difference);
    };
    // two are not enough to say whose clock is wrong
    hear(9 * minutes, 9 * minutes);
    expect(await ready.troubles()).toEqual([]);
    hear(0, -100, 200);
    expect(await ready.troubles()).toEqual([]);
    hear(-5 * minutes, -5 * minutes, -5 * minutes, -6 * minutes, -7 * minutes, -8 * minutes);
    expect(await ready.troubles()).toEqual(['clock']);
    // it was set: what was heard before is forgotten by and by
    hear(...Array.from({ length: 31 }, () => 1000));
    expect(await ready.troubles()).toEqual([]);
  });
});
