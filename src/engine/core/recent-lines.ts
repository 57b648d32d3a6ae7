import { engineLimits } from '../../../common/protocol/chat/index.ts';

/** The newest lines of log and trace. They are written out only when somebody wants to read them. */
export class RecentLines {
  readonly #lines: (() => string)[] = [];
  #next = 0;

  add(line: () => string): void {
    this.#lines[this.#next] = line;
    this.#next = (this.#next + 1) % engineLimits.lastLines;
  }

  /** The oldest first. */
  all(): readonly string[] {
    return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)].map((line) =>
      line().slice(0, engineLimits.line),
    );
  }
}
