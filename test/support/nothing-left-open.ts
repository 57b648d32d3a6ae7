import { createHook } from 'node:async_hooks';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
import { until } from './until.ts';

// A test file of the runs that have this as a set-up file fails if it leaves open a timer, socket, server, thread, child or
// file. Vitest's `detectAsyncLeaks` looks at every promise, which costs more than all tests together, and at no socket or database.

interface Handle {
  readonly type: string;
  readonly ref: WeakRef<{ hasRef(): boolean }>;
  /** Read only when it is needed: to write down the frames is what takes long. */
  readonly made: Error;
}
const handles = new Map<number, Handle>();

/** Turns of the event loop. A timer that was forgotten is there after all of them. */
const maxTurns = 50;

let over = false;

const hook = createHook({
  trackPromises: false,
  init(id, type, _trigger, resource) {
    if (!over && 'hasRef' in resource)
      handles.set(id, { type, ref: new WeakRef(resource as { hasRef(): boolean }), made: new Error(type) });
  },
  destroy: (id) => void handles.delete(id),
}).enable();

const isTimer = (type: string): boolean => type === 'Timeout' || type === 'Immediate';

/** Where it was made, or that Node did, as with a socket that a server accepts; undefined for what the runner has for itself. */
const placeOf = ({ type, made }: Handle): string | undefined => {
  const frames =
    made.stack?.split('\n').filter((frame) => /^ +at .*[/\\]/.test(frame) && !frame.includes('node:')) ?? [];
  const [, ...above] = frames;
  if (above.length === 0) return isTimer(type) ? undefined : 'of Node';
  return above.find((frame) => !/node_modules[/\\](?:vite|vitest|@vitest)[/\\]/.test(frame))?.trim();
};

const descriptors = '/proc/self/fd';
const pathOf = (descriptor: string): string => {
  try {
    return readlinkSync(`${descriptors}/${descriptor}`);
  } catch {
    // that of the listing itself
    return '';
  }
};
/** Databases too. Only where the system tells. */
const openFiles = (): readonly string[] =>
  existsSync(descriptors)
    ? readdirSync(descriptors)
        .map(pathOf)
        .filter((path) => /^\/(?!dev\/|proc\/)/.test(path))
    : [];
const before = new Set(openFiles());

const left = (): string[] => [
  ...[...handles.values()]
    .filter(({ ref }) => ref.deref()?.hasRef() === true)
    .flatMap((handle) => {
      const place = placeOf(handle);
      return place === undefined ? [] : [`${handle.type} ${place}`];
    }),
  ...openFiles().filter((path) => !before.has(path)),
];

afterAll(async () => {
  over = true;
  // what was told to end takes a while to do so; a timer does not
  await until(
    () => left().every((one) => isTimer(one.split(' ')[0] ?? '')),
    () => `the end of\n${left().join('\n')}`,
  );
  // Node tells of the end of a timer in a turn after it, on a busy machine not always in the next
  for (let turn = 0; turn < maxTurns && left().length > 0; turn++) await new Promise(setImmediate);
  expect(left(), 'timers that still run').toEqual([]);
  hook.disable();
});
