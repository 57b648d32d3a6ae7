import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import Cabal from 'cabal-core';
import { serve } from '../support/serve.ts';
import { eachOf, now } from '../support/talker.ts';
import { Tally } from '../support/tally.ts';

/** A peer-to-peer chat on hypercore 9: one log for each person, views in memory; a message counts once its view has it. */
class CabalTalker {
  #tally = new Tally();
  #folder = '';
  #cabal;
  #links = 0;

  async open({ folder, name }) {
    this.#folder = `${folder}/cabal-${name}`;
  }

  async host() {
    await this.#start();
    const server = createServer((socket) => {
      this.#replicate(socket, false);
      this.#links++;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `${server.address().port} ${this.#cabal.key}`;
  }

  async join(invitation) {
    const [port, key] = invitation.split(' ');
    await this.#start(key);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    this.#tally.linked = now();
    this.#replicate(socket, true);
  }

  async joined(count) {
    while (this.#links < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async send(wave) {
    const published = [];
    await eachOf(wave, (text) => {
      published.push(
        new Promise((resolve, reject) => {
          const message = { type: 'chat/text', content: { channel: 'default', text } };
          this.#cabal.publish(message, (error) => (error ? reject(error) : resolve()));
        }),
      );
    });
    await Promise.all(published);
  }

  received(wave) {
    return this.#tally.received(wave);
  }

  async close() {
    await new Promise((resolve) => this.#cabal?.close(resolve));
  }

  async #start(key) {
    this.#cabal = new Cabal(this.#folder, key);
    await new Promise((resolve) => this.#cabal.ready(resolve));
    await new Promise((resolve) => this.#cabal.getLocalKey(resolve));
    this.#cabal.messages.events.on('message', ({ value }) => this.#tally.take(value.content.text));
  }

  #replicate(socket, initiator) {
    const stream = this.#cabal.replicate(initiator);
    for (const each of [socket, stream]) each.on('error', () => {});
    socket.pipe(stream).pipe(socket);
  }
}

serve(new CabalTalker());
