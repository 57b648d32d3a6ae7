import { LineProgram } from './line-program.ts';
import { until } from './until.ts';

export type Json = Readonly<Record<string, unknown>>;

interface Said {
  readonly kind: 'reply' | 'event';
  readonly name: string;
  readonly fields: Json;
}

/** Drives `dist/headless.js` as a bot would: commands in, replies and events out. */
export class HeadlessPeer {
  readonly program: LineProgram;
  #nextId = 1;

  /** What was asked by each number. */
  readonly #asked = new Map<unknown, string>();

  /** `via`: a program, with its arguments, that starts it. */
  constructor(tracker: string, data: string, via: readonly string[] = []) {
    const where = ['--tracker', tracker, '--data', data, '--listen', '127.0.0.1:0'];
    this.program = new LineProgram('headless', [...where, '--log', 'info'], { via });
  }

  /** The reply to a command, whether it went well or not. */
  async ask(verb: string, params: Json = {}): Promise<Json> {
    const id = this.#nextId++;
    this.#asked.set(id, verb);
    this.program.write(JSON.stringify({ id, do: verb, ...params }));
    return this.#find((line) => line['id'] === id, `reply to ${verb}`);
  }

  /** As `ask`, but a refusal is a failure of the test. */
  async do(verb: string, params: Json = {}): Promise<Json> {
    const reply = await this.ask(verb, params);
    if (reply['ok'] !== true) throw new Error(`${verb} was refused: ${JSON.stringify(reply)}`);
    return reply;
  }

  /** The first event, old or new, with these fields. */
  event(name: string, fields: Json = {}): Promise<Json> {
    const wanted = Object.entries(fields);
    return this.#find(
      (line) =>
        line['event'] === name && wanted.every(([key, value]) => JSON.stringify(line[key]) === JSON.stringify(value)),
      `event ${name} ${JSON.stringify(fields)}`,
    );
  }

  /** Asks again until the reply passes. */
  async until(verb: string, params: Json, passes: (reply: Json) => boolean): Promise<Json> {
    let reply: Json = {};
    const passed = async (): Promise<boolean> => passes((reply = await this.ask(verb, params)));
    await until(passed, () => `${verb} to pass, not ${JSON.stringify(reply)}`, 50);
    return reply;
  }

  /** The contents of a conversation, oldest first. */
  async contents(where: Json): Promise<unknown[]> {
    const { entries } = await this.do('history', { ...where, limit: 500 });
    return (entries as Json[]).map((entry) => entry['content']);
  }

  get events(): readonly Json[] {
    return this.program.lines.map((line) => JSON.parse(line) as Json).filter((line) => 'event' in line);
  }

  /** Everything that went well or happened, with the name of the command or event. */
  get said(): readonly Said[] {
    return this.program.lines.flatMap((text): readonly Said[] => {
      const { id, ok, event, ...fields } = JSON.parse(text) as Json;
      if (typeof event === 'string') return [{ kind: 'event', name: event, fields }];
      const name = this.#asked.get(id);
      return ok === true && name !== undefined ? [{ kind: 'reply', name, fields }] : [];
    });
  }

  async #find(test: (line: Json) => boolean, what: string): Promise<Json> {
    const line = await this.program.line((text) => test(JSON.parse(text) as Json), what);
    return JSON.parse(line) as Json;
  }
}
