import { contrasts } from './contrast.ts';
import { drawMany } from './floor.ts';
import { followTab } from './focus.ts';
import { misplaced, strangers } from './hostile.ts';
import { outOfRoom } from './room.ts';
import { animations, drawn, heard, settled } from './settled.ts';
import { inSight } from './sight.ts';
import { applyTheme } from './theme.ts';
import { stopTime } from './time.ts';

/** What tests ask of a page that only the page itself can tell. */
const probes = {
  animations,
  contrasts,
  drawMany,
  drawn,
  followTab,
  heard,
  inSight,
  misplaced,
  outOfRoom,
  settled,
  stopTime,
  strangers,
  applyTheme,
};

declare global {
  var probes: Probes;
}
export type Probes = typeof probes;

Object.assign(globalThis, { probes });
