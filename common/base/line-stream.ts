import { isLogged, type Logger, type LogLevel } from './logger.ts';

/** A stream of Node, as far as lines need it. */
interface TextStream {
  /** Bytes that nobody has taken yet. */
  readonly writableLength: number;
  write(text: string): unknown;
  on(event: 'error', run: () => void): unknown;
}

/** Bytes that nobody has read; what comes then is left out. */
const maxUnread = 1024 * 1024;

/** Lines for whoever reads them. A stream that is full, closed or read by nobody ends no program: its lines are left out. */
export class LineStream {
  readonly #stream: TextStream;

  constructor(stream: TextStream) {
    this.#stream = stream;
    stream.on('error', () => {});
  }

  write(line: string): void {
    if (this.#stream.writableLength < maxUnread) this.#stream.write(`${line}\n`);
  }

  /** A log down to this level. */
  logger(lowest: LogLevel, format: (level: LogLevel, message: string) => string): Logger {
    return {
      log: (level, message) => {
        if (isLogged(level, lowest)) this.write(format(level, message));
      },
    };
  }
}
