import { ours } from './ours.ts';
import { Trials } from './trials.ts';
import { virtualCore } from './virtual-core.ts';

const root = document.querySelector<HTMLElement>('#list');
if (root === null) throw new Error('no place for the list');
const make = location.hash === '#ours' ? ours : virtualCore;
Object.assign(globalThis, { trials: new Trials(make(root), root) });
