import { execFileSync, spawnSync } from 'node:child_process';

/** Network namespaces are for root on Linux, with `ip` of iproute2. */
export const canSeparate =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list']).status === 0;

const ip = (...args: string[]): void => {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
};

/** Machines with a network of their own, on two switches with a cable between them. */
export class Halves implements Disposable {
  readonly #core = `p2pd${process.pid}`;
  readonly #hosts: string[] = [];
  readonly #atExit = (): void => this[Symbol.dispose]();

  constructor() {
    process.once('exit', this.#atExit);
    ip('netns', 'add', this.#core);
    for (const side of [0, 1]) this.#inCore('link', 'add', `sw${side}`, 'type', 'bridge');
    this.#inCore('link', 'add', 'cable0', 'type', 'veth', 'peer', 'name', 'cable1');
    for (const side of [0, 1]) {
      this.#inCore('link', 'set', `cable${side}`, 'master', `sw${side}`, 'up');
      this.#inCore('link', 'set', `sw${side}`, 'up');
    }
  }

  /** A machine on one of the switches; answers its address and the command that starts a program there. */
  host(side: 0 | 1): { readonly address: string; readonly via: readonly string[] } {
    const number = this.#hosts.length + 1;
    const name = `${this.#core}h${number}`;
    const address = `10.77.0.${number}`;
    ip('netns', 'add', name);
    this.#hosts.push(name);
    this.#inCore('link', 'add', `port${number}`, 'type', 'veth', 'peer', 'name', 'lan', 'netns', name);
    this.#inCore('link', 'set', `port${number}`, 'master', `sw${side}`, 'up');
    for (const args of [
      ['addr', 'add', `${address}/24`, 'dev', 'lan'],
      ['link', 'set', 'lan', 'up'],
      ['link', 'set', 'lo', 'up'],
    ])
      ip('-n', name, ...args);
    return { address, via: ['ip', 'netns', 'exec', name] };
  }

  /** Pulls the cable, or puts it in again. */
  cable(plugged: boolean): void {
    this.#inCore('link', 'set', 'cable0', plugged ? 'up' : 'down');
  }

  [Symbol.dispose](): void {
    process.off('exit', this.#atExit);
    for (const name of [...this.#hosts, this.#core]) spawnSync('ip', ['netns', 'del', name]);
  }

  #inCore(...args: string[]): void {
    ip('-n', this.#core, ...args);
  }
}
