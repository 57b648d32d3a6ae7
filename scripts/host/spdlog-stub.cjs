// Stands in for @vscode/spdlog, whose native part would need a compiler. Same interface, log files by plain appends.
const fs = require('node:fs');
const path = require('node:path');

const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const FLUSH_AFTER = 50;

/** Those with lines that are not in their file: what is said at the very end is said there too. */
const unwritten = new Set();
process.on('exit', () => {
  for (const logger of unwritten) logger.flush();
});

class Logger {
  constructor(_kind, name, file) {
    this.name = name;
    this.file = file;
    this.level = 2;
    this.decorated = true;
    this.pending = '';
    this.timer = undefined;
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.appendFileSync(file, '');
    } catch {
      // a log that cannot be written is no reason to stop
    }
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    this.pending += this.decorated ? `${time} [${NAMES[level]}] ${message}\n` : String(message);
    unwritten.add(this);
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => this.flush(), FLUSH_AFTER);
    this.timer.unref();
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.decorated = false;
  }
  flush() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.pending;
    this.pending = '';
    unwritten.delete(this);
    try {
      if (text !== '') fs.appendFileSync(this.file, text);
    } catch {
      // as above
    }
  }
  drop() {
    this.flush();
  }
}

const create = async (name, file) => new Logger('', name, file);

exports.version = 11100;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
