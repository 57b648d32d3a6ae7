import * as path from 'node:path';
import { startTracker, type RunningTracker } from '../../tracker-server/src/tracker-service.ts';
import { temporaryPlace } from './place.ts';
import { Program } from './program.ts';

/** Whose program it is: a file under `bench/`, and its arguments. */
export interface Kind {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
}

export const raw: Kind = { name: 'raw TCP', file: 'contestants/raw.ts' };
export const ours: Kind = { name: 'P2P Chat', file: 'contestants/ours.ts' };
/** With the limits that an editor has. */
export const editor: Kind = { ...ours, args: ['editor'] };
export const peerKind = (name: string): Kind => ({ name, file: `peers/${name}.mjs` });

/** A tracker and a folder for the programs of one benchmark; all end with it. */
export class Company implements AsyncDisposable {
  readonly #place: ReturnType<typeof temporaryPlace>;
  readonly #tracker: RunningTracker;
  readonly #programs = new Set<Program>();

  private constructor(place: ReturnType<typeof temporaryPlace>, tracker: RunningTracker) {
    this.#place = place;
    this.#tracker = tracker;
  }

  static async found(): Promise<Company> {
    const place = temporaryPlace();
    return new Company(place, await startTracker({ data: path.join(place.path, 'tracker'), limits: false }));
  }

  get folder(): string {
    return this.#place.path;
  }

  get tracker(): string {
    return this.#tracker.url;
  }

  async start(kind: Kind, name: string): Promise<Program> {
    const program = this.launch(kind);
    await program.open(this.placeOf(name));
    return program;
  }

  /** A program in which nothing is open yet. */
  launch({ file, args }: Kind): Program {
    const program = new Program(file, args);
    this.#programs.add(program);
    return program;
  }

  placeOf(name: string): Parameters<Program['open']>[0] {
    return { folder: this.folder, name, tracker: this.tracker };
  }

  async end(program: Program): Promise<void> {
    this.#programs.delete(program);
    await program.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.close()));
    await this.#tracker.close();
    this.#place[Symbol.dispose]();
  }
}

/** These come to a room before anything is written there, and go again; what they miss is for them to catch up. */
export const joinFirst = async (company: Company, invitation: string, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const guest = await company.start(ours, name);
    await guest.join(invitation);
    await company.end(guest);
  }
};

export interface Group {
  readonly host: Program;
  readonly guests: readonly Program[];
}

/** One that speaks and some that listen, linked. */
export const gather = async (company: Company, kind: Kind, names: readonly string[]): Promise<Group> => {
  const host = await company.start(kind, 'ana');
  const guests: Program[] = [];
  for (const name of names) guests.push(await company.start(kind, name));
  const invitation = await host.host(names);
  await Promise.all(guests.map((guest) => guest.join(invitation)));
  await host.joined(guests.length);
  return { host, guests };
};
