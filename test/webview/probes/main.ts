import { longestBlock } from './blocking.ts';
import { contrasts } from './contrast.ts';
import { focusLook, rememberLooks } from './focus.ts';
import { outOfRoom } from './room.ts';
import { settled } from './settled.ts';
import { inSight } from './sight.ts';

/** What tests ask of a page that only the page itself can tell. */
const probes = { contrasts, longestBlock, focusLook, rememberLooks, outOfRoom, settled, inSight };

declare global {
  var probes: Probes;
}
export type Probes = typeof probes;

Object.assign(globalThis, { probes });
