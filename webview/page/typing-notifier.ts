import { isBlank, maySlash } from '../../common/text/index.ts';

/** At most one word of it in this time about one conversation, milliseconds. */
const intervalMs = 3000;

/** Says that something is being written: while the text grows or changes, and never of a command. */
export class TypingNotifier {
  readonly #tell: (room: string) => void;
  #last = -Infinity;
  #room: string | undefined;

  constructor(tell: (room: string) => void) {
    this.#tell = tell;
  }

  /** `now` in milliseconds of any clock. */
  changed(room: string, text: string, now: number): void {
    const isRecent = room === this.#room && now - this.#last < intervalMs;
    if (isBlank(text) || maySlash(text) || isRecent) return;
    this.#room = room;
    this.#last = now;
    this.#tell(room);
  }

  /** A message went out, and the others took it for the end of the writing: the next key is told at once. */
  sent(): void {
    this.#last = -Infinity;
  }
}
