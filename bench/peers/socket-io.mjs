import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { serve } from '../support/serve.ts';
import { eachOf, now } from '../support/talker.ts';
import { Tally } from '../support/tally.ts';

/** socket.io over WebSocket, without polling first. It keeps nothing and signs nothing. */
class SocketIo {
  #tally = new Tally();
  #server;
  #client;

  async open() {}

  async host() {
    const http = createServer();
    this.#server = new Server(http, { transports: ['websocket'] });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return String(http.address().port);
  }

  async join(port) {
    this.#client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    this.#client.on('message', ({ content }) => this.#tally.take(content));
    await new Promise((resolve) => this.#client.on('connect', resolve));
    this.#tally.linked = now();
  }

  async joined(count) {
    while (this.#server.sockets.sockets.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async send(wave) {
    await eachOf(wave, (content) => this.#server.emit('message', { from: 'ana', at: Date.now(), content }));
  }

  received(wave) {
    return this.#tally.received(wave);
  }

  async close() {
    this.#client?.close();
    this.#server?.close();
  }
}

serve(new SocketIo());
