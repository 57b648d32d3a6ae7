import { isBlank, maySlash } from '../../common/text/index.ts';

/** At most one word of it in this time, milliseconds. */
const intervalMs = 3000;

/** Says that something is being written: while the text grows or changes, and never of a command. */
export class TypingNotifier {
  readonly #tell: (room: string) => void;
  #last = -Infinity;

  constructor(tell: (room: string) => void) {
    this.#tell = tell;
  }

  /** `now` in milliseconds of any clock. */
  changed(room: string, text: string, now: number): void {
    if (isBlank(text) || maySlash(text) || now - this.#last < intervalMs) return;
    this.#last = now;
    this.#tell(room);
  }
}
