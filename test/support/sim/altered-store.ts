import { emptyTip } from '../../../common/log/index.ts';
import type { MemoryStore } from './memory-store.ts';

export type SimStore = Pick<MemoryStore, 'write' | 'onDurable' | 'page' | 'find' | 'range' | 'load'>;

/** The same store but for these calls. */
export const alteredStore = <S extends SimStore>(store: S, changes: Partial<SimStore>): S =>
  new Proxy(store, {
    get: (target, name): unknown => {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name) as unknown;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

/** Of a program that forgets at each start which clock it wrote last: its clocks go back when its wall clock does. */
export const forgetful = <S extends SimStore>(store: S): S =>
  alteredStore(store, {
    load: () => {
      const loaded = store.load();
      return { ...loaded, heads: loaded.heads.map((head) => ({ ...head, clock: emptyTip.clock })) };
    },
  });
