import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LineProgram } from '../../support/line-program.ts';
import type { Prng } from '../../support/sim/prng.ts';
import { password } from '../../support/team.ts';
import type { ClientLog, SeenEntry, StoreView } from './checker.ts';
import { sleep } from './drill.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface MemberOptions {
  readonly user: string;
  readonly data: string;
  readonly tracker: string;
  /** HOST:PORT to listen on. */
  readonly listen: string;
  readonly via?: readonly string[];
}

/** Milliseconds; longer than the longest hang of a disk. */
const patience = 120_000;

/** A person with a headless peer, which may be killed and started again; it writes down what it asked for and was told. */
export class Member {
  readonly user: string;
  readonly events: Json[] = [];
  readonly #options: MemberOptions;
  readonly #asked: string[] = [];
  readonly #sent = new Map<string, string>();
  readonly #lives: string[][] = [];
  readonly #waiting = new Map<number, (reply: Json) => void>();
  #program: LineProgram | undefined;
  #nextId = 1;

  constructor(options: MemberOptions) {
    this.user = options.user;
    this.#options = options;
  }

  get data(): string {
    return this.#options.data;
  }

  get log(): ClientLog {
    return { user: this.user, asked: this.#asked, sent: this.#sent, lives: this.#lives };
  }

  get alive(): boolean {
    return this.#program !== undefined;
  }

  start(): void {
    const { tracker, data, listen, via = [] } = this.#options;
    this.#lives.push([]);
    const args = ['--tracker', tracker, '--data', data, '--listen', listen];
    const program = new LineProgram('headless', args, { via, onLine: (line) => this.#take(line) });
    this.#program = program;
    void program.closed.then(() => this.#ended(program));
  }

  async register(): Promise<boolean> {
    const { ok, code } = await this.ask('register', { username: this.user, password });
    if (ok === true || code === 'TRACKER_UNREACHABLE' || code === 'OFFLINE') return ok === true;
    throw new Error(`${this.user} cannot register: ${String(code)}`);
  }

  /** The reply; without one (killed, or too late) an answer with the code GONE. */
  ask(verb: string, params: Json = {}): Promise<Json> {
    const id = this.#nextId++;
    const gone = { id, ok: false, code: 'GONE' };
    if (this.#program === undefined) return Promise.resolve(gone);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#waiting.get(id)?.(gone), patience);
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(reply);
      });
      this.#program?.write(JSON.stringify({ id, do: verb, ...params }));
    });
  }

  /** As `ask`, but a refusal ends the drill. */
  async do(verb: string, params: Json = {}): Promise<Json> {
    const reply = await this.ask(verb, params);
    if (reply['ok'] === true) return reply;
    throw new Error(`${verb} of ${this.user}: ${JSON.stringify(reply)}\n${this.#program?.stderr.slice(-2000) ?? ''}`);
  }

  /** Sends a text that nothing else has; answers the code of the refusal, or `OK`. */
  async send(room: string, padding = 0): Promise<string> {
    const content = `${this.user} ${this.#asked.length + 1}${' .'.repeat(padding / 2)}`;
    this.#asked.push(content);
    const reply = await this.ask('send', { room, content });
    if (reply['ok'] === true) this.#sent.set(String(reply['entry']), content);
    return reply['ok'] === true ? 'OK' : String(reply['code']);
  }

  /** Everything held of a room, in the order in which it is shown. */
  async entries(room: string): Promise<SeenEntry[]> {
    const all: SeenEntry[] = [];
    for (;;) {
      const before = all[0]?.entry;
      const reply = await this.do('history', { room, limit: 500, ...(before === undefined ? {} : { before }) });
      const page = reply['entries'] as SeenEntry[];
      all.unshift(...page.map(({ entry, author, content }) => ({ entry, author, content })));
      if (page.length < 500) return all;
    }
  }

  /** The newest, as one text that is the same wherever the same is held. */
  async tail(room: string): Promise<string> {
    const reply = await this.ask('history', { room, limit: 200 });
    return JSON.stringify((reply['entries'] as SeenEntry[] | undefined)?.map(({ entry }) => entry) ?? this.user);
  }

  async view(room: string, members: readonly string[]): Promise<StoreView> {
    const said = this.events.findLast((event) => event['event'] === 'room' && event['roomId'] === room);
    const { rooms } = await this.do('list-rooms');
    const total = (rooms as Json[]).find(({ roomId }) => roomId === room)?.['total'];
    // without an event of this life the number must do
    const known = (said?.['members'] as string[] | undefined) ?? members;
    const named = total === known.length ? known : [...known, `${String(total)} in all`];
    return { user: this.user, entries: await this.entries(room), members: named };
  }

  /** What SQLite says of the database, which nobody has open. */
  integrity(): string {
    const accounts = path.join(this.#options.data, 'accounts');
    const files = readdirSync(accounts).map((name) => path.join(accounts, name, 'history.db'));
    return (
      files
        .filter((file) => existsSync(file))
        .map(integrityOf)
        .find((said) => said !== 'ok') ?? 'ok'
    );
  }

  async end(how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const program = this.#program;
    if (program === undefined) return;
    await program.end(how);
    this.#ended(program);
  }

  #take(line: string): void {
    const said = JSON.parse(line) as Json;
    const { id, event, entry } = said;
    if (event === undefined) return this.#waiting.get(Number(id))?.(said);
    if (event === 'message') this.#lives.at(-1)?.push(String(entry));
    else if (event !== 'delivery') this.events.push(said);
  }

  #ended(program: LineProgram): void {
    if (this.#program !== program) return;
    this.#program = undefined;
    this.events.length = 0;
    for (const [id, done] of this.#waiting) done({ id, ok: false, code: 'GONE' });
  }
}

export const integrityOf = (file: string): string => {
  const db = new DatabaseSync(file);
  try {
    return String(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  } catch (error) {
    return String(error);
  } finally {
    db.close();
  }
};

/** Sends at random moments, `perSecond` on average, until what it answers is called, which waits for the last reply. */
export const keepSending = (member: Member, room: string, perSecond: number, random: Prng): (() => Promise<void>) => {
  const stop = new AbortController();
  const pending = new Set<Promise<unknown>>();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await sleep(random.nextInt(Math.floor(2000 / perSecond)));
      if (!member.alive || stop.signal.aborted) continue;
      const one = member.send(room).finally(() => pending.delete(one));
      pending.add(one);
    }
    await Promise.all(pending);
  };
  const running = loop();
  return () => {
    stop.abort();
    return running;
  };
};
