import { isLogged, type LogLevel } from '../../../common/base/index.ts';
import { engineLimits } from '../../../common/protocol/chat/index.ts';

/** The lines that are told: those of enough weight, and no more than are read. Of the others it is said how many there were. */
export class LogLines {
  readonly #tell: (level: LogLevel, message: string) => void;
  level: LogLevel = 'info';
  #unread = 0;
  #leftOut = 0;

  constructor(tell: (level: LogLevel, message: string) => void) {
    this.#tell = tell;
  }

  log(level: LogLevel, message: string): void {
    if (!isLogged(level, this.level)) return;
    if (this.#unread >= engineLimits.logLines) this.#leftOut++;
    else this.#say(level, message.slice(0, engineLimits.line));
  }

  /** So many lines have been read. */
  read(count: number): void {
    this.#unread -= count;
    const leftOut = this.#leftOut;
    if (leftOut === 0) return;
    this.#leftOut = 0;
    this.#say('warn', `${leftOut} lines of the log were left out: nobody read them`);
  }

  #say(level: LogLevel, message: string): void {
    this.#unread++;
    this.#tell(level, message);
  }
}
