import { App } from './app.ts';
import { registerToolkit } from './components/toolkit.ts';
import { vscodeHost } from './host.ts';
import { Announcer } from './page/announcer.ts';

/** Beside the drawing, so that no drawing ever replaces what is being said. */
const liveRegion = (): HTMLElement => {
  const region = document.createElement('div');
  region.className = 'sr';
  region.setAttribute('aria-live', 'polite');
  document.body.append(region);
  return region;
};

registerToolkit();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('#root is missing');
const kind = document.body.dataset['kind'] === 'view' ? 'view' : 'panel';
new App(vscodeHost(), root, kind, new Announcer(liveRegion())).start();
