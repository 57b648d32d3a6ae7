import { spawnSync } from 'node:child_process';
import { teamHosts } from '../../src/engine/index.ts';

const made = '10.213.77.1';

const ip = (word: 'add' | 'delete'): boolean =>
  spawnSync('ip', ['address', word, `${made}/32`, 'dev', 'lo'], { stdio: 'ignore' }).status === 0;

/**
 * A private address of this machine that is not loopback: its own or, without such a network, one made for it, which takes root on
 * Linux. What is sent there never leaves the machine. Undefined where there is none.
 */
export const lanAddress = (): (Disposable & { readonly host: string }) | undefined => {
  const [own] = teamHosts();
  if (own !== undefined) return { host: own, [Symbol.dispose]: () => undefined };
  if (process.platform !== 'linux' || !ip('add')) return undefined;
  return { host: made, [Symbol.dispose]: () => void ip('delete') };
};
