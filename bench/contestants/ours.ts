import type { ChatState } from '../../common/protocol/chat/index.ts';
import { globSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { silentLogger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import { openChat } from '../../src/app/open.ts';
import { openInEditor } from '../../src/app/index.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import type { ChatService } from '../../src/client/index.ts';
import { LoopWatch, type Stalls } from '../support/loop-watch.ts';
import { serve } from '../support/serve.ts';
import { eachOf, now, type Talker, type Wave } from '../support/talker.ts';
import { patience, Tally } from '../support/tally.ts';

const password = 'correct horse battery';
const workers = path.join(import.meta.dirname, '../../dist');

/** Milliseconds until it was open and until the newest page was there, with so many lines. */
export interface StartUp {
  readonly open: number;
  readonly page: number;
  readonly rows: number;
}

/** P2P Chat as its extension host runs it: one person, signed in with a real tracker. */
class Ours implements Talker {
  readonly #tally = new Tally();
  readonly #watch = new LoopWatch();
  #chat: ChatService | undefined;
  #room: RoomKey | undefined;
  #folder = '';
  /** What I sent last, and when I heard from whom that he holds it. */
  #newest: string | undefined;
  readonly #holders = new Map<string, number>();

  async open(place: Parameters<Talker['open']>[0]): Promise<void> {
    const chat = await this.#openChat(place);
    const { tracker, name: username } = place;
    if (chat.state.account === undefined) await chat.register({ tracker, username, password });
  }

  /** Opens in place of `open`, for somebody in one conversation; milliseconds from before `openChat`. */
  async startUp(place: Parameters<Talker['open']>[0]): Promise<StartUp> {
    const begin = now();
    const chat = await this.#openChat(place);
    await this.#until(({ conversations }) => conversations.length > 0);
    const opened = now();
    const [only] = chat.state.conversations;
    if (only === undefined) throw new Error('in no conversation');
    const { rows } = await chat.history({ room: only.room, limit: 50, kinds: 'content' });
    return { open: opened - begin, page: now() - begin, rows: rows.length };
  }

  /** From now on looks how the loop of this thread fares. */
  async watch(): Promise<void> {
    this.#watch.start();
  }

  async stalls(): Promise<Stalls> {
    return this.#watch.stop();
  }

  async #openChat({ folder, name }: Parameters<Talker['open']>[0]): Promise<ChatService> {
    const settings = { listenHost: '127.0.0.1', listenPort: 0 };
    this.#folder = path.join(folder, name);
    // as a bot: everything at once, and no event is left out; an editor keeps to the usual limits, and its engine has a thread of its own
    const options = { data: this.#folder, workers, logger: silentLogger, settings };
    const client = { calls: Infinity, waitingEvents: Infinity };
    const chat = process.argv.includes('editor')
      ? await openInEditor(options, nodeClock)
      : await openChat({ ...options, client });
    if (chat === 'locked') throw new Error('the folder is in use');
    this.#chat = chat;
    chat.onEvent((event) => {
      if (event.type === 'link' && event.up) this.#tally.linked = now();
      if (event.type === 'delivery' && event.entry === this.#newest)
        this.#onDelivered(event.delivery.users.map(({ username }) => username));
      if (event.type !== 'row' || event.row.own || event.again === true) return;
      if (event.row.content !== undefined) this.#tally.take(event.row.content);
    });
    return chat;
  }

  /** A direct conversation with one, a room for several. */
  async host(audience: readonly string[]): Promise<string> {
    const [only] = audience;
    if (audience.length === 1 && only !== undefined) {
      this.#room = await this.#service.openDirect({ user: only });
      return '';
    }
    const name = `room ${Date.now()}`;
    this.#room = await this.#service.createRoom({ name, capacity: 100 });
    return name;
  }

  async join(room: string): Promise<void> {
    const known = this.#service.state.conversations.find(({ name }) => name === room);
    if (room !== '') this.#room = known?.room ?? (await this.#service.joinRoom({ room }));
    await this.#until(({ links }) => links.length > 0);
  }

  async joined(count: number): Promise<void> {
    await this.#until(({ conversations, links }) => {
      const members = conversations.find(({ room }) => room === this.#room)?.members.length ?? 0;
      return links.length >= count && members > count;
    });
  }

  async send(wave: Wave): Promise<void> {
    const room = this.#room;
    if (room === undefined) throw new Error('nobody to talk to');
    const sent: Promise<{ readonly id: string }>[] = [];
    await eachOf(wave, (content) => sent.push(this.#service.send({ room, content })));
    this.#newest = (await Promise.all(sent)).at(-1)?.id;
  }

  /** When this one said that it has everything on disk that I sent. */
  async delivered(user: string): Promise<number> {
    for (;;) {
      const at = this.#holders.get(user);
      if (at !== undefined) return at;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  received(wave: Wave): ReturnType<Tally['received']> {
    return this.#tally.received(wave);
  }

  /** Everything is read: what comes from now on can be counted. */
  async read(): Promise<void> {
    await this.#service.markAllRead({});
    await this.#until(({ unread }) => unread === 0);
  }

  /** Resolves once so many are unread, which is counted up to 10,000, and nothing is missing, whether there were events or not. */
  async unread(count: number): Promise<void> {
    let [left, at] = [Infinity, now()];
    while (left > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { conversations, unread } = this.#service.state;
      const missing = conversations.flatMap((one) => one.gaps ?? []).reduce((sum, gap) => sum + gap.count, 0);
      const wanted = Math.max(0, count - unread) + missing;
      if (wanted < left) [left, at] = [wanted, now()];
      if (now() - at > patience) throw new Error(`${wanted} of ${count} lost`);
    }
  }

  /** When the newest page could be read, with the newest message in it. */
  async newest({ name, count }: Wave): Promise<number> {
    const last = `${name} ${count - 1} `;
    while (this.#room === undefined || !this.#tally.has(name, count - 1))
      await new Promise((resolve) => setTimeout(resolve, 1));
    const { rows } = await this.#service.history({ room: this.#room, limit: 50, kinds: 'content' });
    if (rows.length < 50 || rows.at(-1)?.content?.startsWith(last) !== true) throw new Error('not the newest page');
    return now();
  }

  /** Ends the chat, for the file is its alone, and counts. */
  async stored(): Promise<number> {
    await this.#chat?.close();
    const [file] = globSync('accounts/*/history.db', { cwd: this.#folder });
    const db = new DatabaseSync(path.join(this.#folder, file ?? ''), { readOnly: true });
    const row = db.prepare('SELECT count(*) AS count FROM entry WHERE kind = 0').get();
    db.close();
    return Number(row?.['count']);
  }

  async close(): Promise<void> {
    await this.#chat?.close();
  }

  #onDelivered(users: readonly string[]): void {
    for (const user of users) if (!this.#holders.has(user)) this.#holders.set(user, now());
  }

  get #service(): ChatService {
    if (this.#chat === undefined) throw new Error('not open');
    return this.#chat;
  }

  async #until(holds: (state: ChatState) => boolean): Promise<void> {
    while (!holds(this.#service.state)) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

serve(new Ours());
