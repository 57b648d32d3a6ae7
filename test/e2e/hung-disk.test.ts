import { afterAll, describe, expect } from 'vitest';
import { NODE } from '../../scripts/host/tools.mjs';
import { endings } from '../support/editor/logs.ts';
import { shot } from '../support/editor/shots.ts';
import { twoPeople } from '../support/editor/two-people.ts';
import { canSlowSyncs, SlowDisk } from '../support/slow-disk.ts';
import { until } from '../support/until.ts';

if (!canSlowSyncs) console.error('NO SLOW DISKS HERE (it takes a C compiler on Linux): what needs them is left out');

// Bia's disk takes what is written, and its syncs do not return. The tests are one story, in this order.
describe.runIf(canSlowSyncs)('a disk that hangs', () => {
  const disk = new SlowDisk();
  afterAll(() => disk[Symbol.dispose]());
  const { people, test } = twoPeople({}, disk.forChildren(NODE));
  const warning = 'The disk is slow.';
  /** Milliseconds. */
  const closesWithin = 4500;

  test('Ana and Bia talk', async () => {
    const { ana, bia } = people;
    await people.setUpAna();
    await people.setUpBia();
    await ana.chat('panel').write('Is the release ready?');
    await bia.chat('panel').message('Is the release ready?').waitFor();
  });

  test('Bia is told, reads what comes and stays connected; what she writes waits', async () => {
    const { ana, bia } = people;
    const chat = bia.chat('panel');
    disk.hang();
    await chat.write('Nearly');
    await chat.frame.getByText(warning).waitFor();
    await shot(bia, 'slow-disk');
    await ana.chat('panel').write('Tell me');
    await chat.message('Tell me').waitFor();
    await chat.message('Nearly').locator('.state.sending').waitFor();
    expect(await ana.chat('panel').message('Nearly').count()).toBe(0);
    await ana.row('People', 'bia, online').waitFor();
  });

  test('once the disk is back, all is as ever', async () => {
    const { ana, bia } = people;
    disk.syncsTake(0);
    await ana.chat('panel').message('Nearly').waitFor();
    await bia.chat('panel').frame.getByText(warning).waitFor({ state: 'detached' });
    await bia.chat('panel').sent('Nearly');
  });

  test('a window that is reloaded meanwhile closes in good time, and nothing is lost', async () => {
    const { ana, bia } = people;
    const tooLong: number[] = [];
    // a busy machine may hold everything up once
    for (let round = 1; round <= 3; round++) {
      const text = `Done ${round}`;
      disk.hang();
      await bia.chat('panel').write(text);
      await bia.chat('panel').frame.getByText(warning).waitFor();
      await bia.reload();
      await until(async () => (await endings(bia)).length === round, 'a window that has closed');
      disk.syncsTake(0);
      await ana.chat('panel').message(text).waitFor();
      await bia.chat('panel').sent(text);
      const last = (await endings(bia)).at(-1);
      expect(last?.errors).toEqual([]);
      if (last !== undefined && last.took < closesWithin) return;
      tooLong.push(last?.took ?? NaN);
    }
    expect(tooLong).toEqual([]);
  });
});
