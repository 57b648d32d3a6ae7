import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { LineProgram } from '../../support/line-program.ts';
import { check } from './checker.ts';
import { until } from './drill.ts';
import { integrityOf, Member, type MemberOptions } from './member.ts';

export interface TeamOptions {
  /** Where the tracker listens, and what starts it. */
  readonly host?: string;
  readonly via?: readonly string[];
  readonly trackerData?: string;
  readonly member?: (user: string, at: number) => Partial<Omit<MemberOptions, 'user' | 'tracker'>>;
}

/** Real processes: a tracker, and people in one room. What goes wrong is told by `judge`. */
export class DrillTeam {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-drill-'));
  readonly members: Member[] = [];
  readonly #options: TeamOptions;
  #tracker: LineProgram | undefined;
  #port = 0;
  room = '';

  constructor(options: TeamOptions = {}) {
    this.#options = options;
  }

  get trackerData(): string {
    return this.#options.trackerData ?? path.join(this.folder, 'tracker');
  }

  /** On the same port as before. */
  async startTracker(): Promise<void> {
    const { host = '127.0.0.1', via = [] } = this.#options;
    const limits = host === '127.0.0.1' ? ['--limits', 'off'] : [];
    const args = ['--host', host, '--port', String(this.#port), '--data', this.trackerData, ...limits];
    const tracker = new LineProgram('tracker', args, { via });
    this.#tracker = tracker;
    const line = await tracker.line((text) => text.includes('listening on'), 'ready line of the tracker', 60_000);
    this.#port = Number(/:(\d+) data /.exec(line)?.[1]);
  }

  async endTracker(how: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const tracker = this.#tracker;
    this.#tracker = undefined;
    return (await tracker?.end(how)) ?? null;
  }

  get trackerAlive(): boolean {
    return this.#tracker?.child.exitCode === null && this.#tracker.child.signalCode === null;
  }

  async join(user: string): Promise<Member> {
    const member = await this.#register(user);
    await this.#enter(member);
    return member;
  }

  /** Somebody who has an account and is in no room; nobody runs there. Answers the data folder. */
  async passerBy(user: string): Promise<string> {
    const member = new Member(this.#place(user));
    member.start();
    await until(`${user} registers`, 60_000, () => member.register());
    await member.end('SIGTERM');
    return member.data;
  }

  /** A tracker and so many people, linked with each other. */
  async gather(users: readonly string[]): Promise<void> {
    await this.startTracker();
    // one after the other: passwords are costly, and the tracker waits for nobody longer than 10 s
    for (const user of users) await this.#register(user);
    const [first, ...rest] = this.members;
    if (first !== undefined) this.room = String((await first.do('create-room', { room: 'drill' }))['roomId']);
    await Promise.all(rest.map((member) => this.#enter(member)));
    await this.linked();
  }

  async #register(user: string): Promise<Member> {
    const member = new Member({ ...this.#place(user), ...this.#options.member?.(user, this.members.length) });
    this.members.push(member);
    member.start();
    await until(`${user} registers`, 60_000, () => member.register());
    return member;
  }

  #place(user: string): MemberOptions {
    const tracker = `ws://${this.#options.host ?? '127.0.0.1'}:${this.#port}`;
    return { user, data: path.join(this.folder, user), tracker, listen: '127.0.0.1:0' };
  }

  async #enter(member: Member): Promise<void> {
    const joins = async (): Promise<boolean> => (await member.ask('join-room', { room: this.room }))['ok'] === true;
    await until(`${member.user} joins`, 60_000, joins);
  }

  /** Milliseconds until everybody has links to everybody. */
  linked(most = 120_000): Promise<number> {
    const all = this.members.filter(({ alive }) => alive);
    return until('links between all', most, async () => {
      const states = await Promise.all(all.map((member) => member.ask('status')));
      return states.every(({ links }) => ((links as unknown[] | undefined)?.length ?? 0) >= all.length - 1);
    });
  }

  /** Milliseconds until every live member holds the same newest entries, and all that was reported as sent. */
  equal(most: number): Promise<number> {
    const holds = async (): Promise<boolean> => {
      const tails = await Promise.all(this.members.map((member) => member.tail(this.room)));
      if (new Set(tails).size > 1) return false;
      const stores = await Promise.all(this.members.map((member) => member.entries(this.room)));
      const held = stores.map((entries) => new Set(entries.map(({ entry }) => entry)));
      return this.members.every(({ log }) => [...log.sent.keys()].every((id) => held.every((one) => one.has(id))));
    };
    // who reads all the time keeps others from writing
    return until('equal stores', most, holds, 400);
  }

  /** Stops everybody in order, within 5 s each, and judges. */
  async judge(): Promise<string[]> {
    const users = this.members.map(({ user }) => user);
    const views = await Promise.all(this.members.map((member) => member.view(this.room, users)));
    const slow: string[] = [];
    for (const member of this.members) {
      const begin = performance.now();
      await member.end('SIGTERM');
      // five times what is promised: the machine may be busy
      if (performance.now() - begin > 25_000) slow.push(`${member.user} did not stop within 25 s`);
    }
    if (this.trackerAlive && (await this.endTracker('SIGTERM')) !== 0) slow.push('the tracker did not stop cleanly');
    const stores = views.map((view, i) => ({ ...view, integrity: this.members[i]?.integrity() ?? 'ok' }));
    const tracker = integrityOf(path.join(this.trackerData, 'tracker.db'));
    if (tracker !== 'ok') slow.push(`the database of the tracker is not sound: ${tracker}`);
    return [...check({ logs: this.members.map(({ log }) => log), stores, members: users }), ...slow];
  }

  async dispose(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end('SIGKILL')));
    await this.endTracker('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs with a team that ends with it, whatever happens. */
export const withTeam = async <T>(options: TeamOptions, run: (team: DrillTeam) => Promise<T>): Promise<T> => {
  const team = new DrillTeam(options);
  try {
    return await run(team);
  } finally {
    await team.dispose();
  }
};
