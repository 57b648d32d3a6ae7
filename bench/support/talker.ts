/** What a program under measurement can do; it lives in a process of its own and is told by IPC. */
export interface Talker {
  /** `folder`: for whatever it keeps. `tracker`: for those that need one. */
  open(options: { readonly folder: string; readonly name: string; readonly tracker: string }): Promise<void>;
  /** Gets ready for these to come and listen; answers what they need for that. */
  host(audience: readonly string[]): Promise<string>;
  /** Answers once linked with the host. */
  join(invitation: string): Promise<void>;
  /** Answers once the host is linked with so many. */
  joined(count: number): Promise<void>;
  /** Back to back, or one each `every` ms. Answers once all are handed over. */
  send(wave: Wave): Promise<void>;
  /** What has come of a wave, once all of it or nothing more for a while. */
  received(wave: Wave): Promise<Received>;
  /** How many messages are on disk here, counted with nobody's help; undefined for those that keep nothing. */
  stored?(): Promise<number>;
  close(): Promise<void>;
}

export interface Wave {
  /** Told apart by this. */
  readonly name: string;
  readonly count: number;
  readonly every?: number;
}

/** Times in milliseconds of the clock of the machine. */
export interface Received {
  readonly count: number;
  readonly linked: number;
  /** The first message of the wave. */
  readonly sent: number;
  readonly first: number;
  readonly last: number;
  /** When each was sent and when it came, one after the other. */
  readonly latencies: readonly number[];
}

/** The same in all processes of a machine, milliseconds. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A message of 60 characters, which says when it was sent. */
const textOf = ({ name }: Wave, n: number): string => `${name} ${n} ${now()} `.padEnd(60, 'all work and no play ');

/** Lets others go on with their work every so many messages, as anything would that reads them from a person or a socket. */
const breath = 64;

/** Calls `say` for each message of a wave. */
export const eachOf = async (wave: Wave, say: (text: string) => unknown): Promise<void> => {
  for (let n = 0; n < wave.count; n++) {
    say(textOf(wave, n));
    if (wave.every !== undefined) await new Promise((resolve) => setTimeout(resolve, wave.every));
    else if (n % breath === breath - 1) await new Promise((resolve) => setImmediate(resolve));
  }
};
