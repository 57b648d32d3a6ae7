import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { serve } from '../support/serve.ts';
import { eachOf, now, type Talker, type Wave } from '../support/talker.ts';
import { Tally } from '../support/tally.ts';

/**
 * The floor: JSON lines over TCP, no key, no disk. With `durable` each message is first written and synced to disk by a
 * worker. What is sent while nobody listens is kept as lines in memory, for whoever comes.
 */
class Raw implements Talker {
  readonly #tally = new Tally();
  readonly #sockets: Socket[] = [];
  readonly #backlog: string[] = [];
  #disk: Worker | undefined;
  /** Lines that the disk does not have yet, oldest first. */
  readonly #unsynced: (() => void)[] = [];

  async open({ folder }: { folder: string }): Promise<void> {
    if (!process.argv.includes('durable')) return;
    this.#disk = new Worker(new URL('raw-disk.ts', import.meta.url), { workerData: path.join(folder, 'raw') });
    await once(this.#disk, 'message');
    this.#disk.on('message', () => this.#unsynced.shift()?.());
  }

  async host(): Promise<string> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.push(socket);
      const size = 512;
      for (let at = 0; at < this.#backlog.length; at += size) socket.write(this.#backlog.slice(at, at + size).join(''));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return String((server.address() as AddressInfo).port);
  }

  async join(port: string): Promise<void> {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#tally.take((JSON.parse(line) as { content: string }).content);
    });
    await once(socket, 'connect');
    this.#tally.linked = now();
  }

  async joined(count: number): Promise<void> {
    while (this.#sockets.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async send(wave: Wave): Promise<void> {
    await eachOf(wave, (content) =>
      this.#say(`${JSON.stringify({ type: 'message', from: 'ana', at: Date.now(), content })}\n`),
    );
  }

  received(wave: Wave): ReturnType<Tally['received']> {
    return this.#tally.received(wave);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.#disk?.terminate();
  }

  #say(line: string): void {
    if (this.#disk === undefined) return this.#write(line);
    this.#unsynced.push(() => this.#write(line));
    this.#disk.postMessage(line);
  }

  #write(line: string): void {
    if (this.#sockets.length === 0) this.#backlog.push(line);
    for (const socket of this.#sockets) socket.write(line);
  }
}

serve(new Raw());
