import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import Hypercore from 'hypercore';
import { serve } from '../support/serve.ts';
import { eachOf, now } from '../support/talker.ts';
import { Tally } from '../support/tally.ts';

/** One signed log, encrypted and replicated live over TCP; each message is one append, and the reader downloads everything. */
class HypercoreTalker {
  #tally = new Tally();
  #folder = '';
  #core;
  #links = 0;

  async open({ folder, name }) {
    this.#folder = `${folder}/hypercore-${name}`;
  }

  async host() {
    this.#core = new Hypercore(this.#folder);
    await this.#core.ready();
    const server = createServer((socket) => {
      this.#replicate(socket, false);
      this.#links++;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `${server.address().port} ${this.#core.key.toString('hex')}`;
  }

  async join(invitation) {
    const [port, key] = invitation.split(' ');
    this.#core = new Hypercore(this.#folder, Buffer.from(key, 'hex'));
    await this.#core.ready();
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    this.#tally.linked = now();
    this.#replicate(socket, true);
    this.#core.download({ start: 0, end: -1 });
    // the last of these is cancelled when everything ends
    this.#read().catch(() => {});
  }

  async joined(count) {
    while (this.#links < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async send(wave) {
    const appends = [];
    await eachOf(wave, (content) => {
      appends.push(this.#core.append(JSON.stringify({ from: 'ana', at: Date.now(), content })));
    });
    await Promise.all(appends);
  }

  received(wave) {
    return this.#tally.received(wave);
  }

  async close() {
    await this.#core?.close();
  }

  #replicate(socket, initiator) {
    const stream = this.#core.replicate(initiator, { keepAlive: false });
    for (const each of [socket, stream]) each.on('error', () => {});
    socket.pipe(stream).pipe(socket);
  }

  async #read() {
    for (let at = 0; ; at++) this.#tally.take(JSON.parse(await this.#core.get(at)).content);
  }
}

serve(new HypercoreTalker());
