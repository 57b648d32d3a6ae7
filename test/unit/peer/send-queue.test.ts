import { beforeEach, describe, expect, test } from 'vitest';
import { concat, type Pipe } from '../../../common/base/index.ts';
import { SendQueue } from '../../../src/peer/core/send-queue.ts';
import { defaultConfig } from '../../../src/peer/index.ts';

/** Takes what it is given and sends only when told. */
class StuckPipe implements Pick<Pipe, 'unsent' | 'write' | 'end'> {
  readonly written: Uint8Array[] = [];
  ended = false;
  most = 0;
  #unsent = 0;

  unsent(): number {
    return this.#unsent;
  }

  write(bytes: Uint8Array): void {
    this.written.push(bytes);
    this.#unsent += bytes.length;
    this.most = Math.max(this.most, this.#unsent);
  }

  end(): void {
    this.ended = true;
  }

  flush(): void {
    this.#unsent = 0;
  }
}

const frame = (mark: number, length = 10): Uint8Array => new Uint8Array(length).fill(mark);
const kilobyte = 1024;

describe('the send queue', () => {
  let pipe: StuckPipe;
  let queue: SendQueue;

  beforeEach(() => {
    pipe = new StuckPipe();
    queue = new SendQueue(pipe as unknown as Pipe, defaultConfig);
  });

  const sendAll = (): Uint8Array => {
    while (queue.waiting > 0) {
      pipe.flush();
      queue.pump();
    }
    return concat(...pipe.written);
  };

  test('control first, then live, HAVE, catch-up; a frame that was begun is not torn', () => {
    queue.push(frame(1, 100 * kilobyte), 'catchup');
    queue.push(frame(2), 'catchup');
    queue.push(frame(3), 'have');
    queue.push(frame(4), 'live');
    queue.push(frame(5), 'control');
    const marks = [...sendAll()].filter((mark, at, all) => mark !== all[at - 1]);
    expect(marks).toEqual([1, 5, 4, 3, 2]);
  });

  test('never more than 64 KiB in the pipe', () => {
    for (let i = 0; i < 5; i++) queue.push(frame(i, 200 * kilobyte), 'catchup');
    expect(sendAll()).toHaveLength(1000 * kilobyte);
    expect(pipe.most).toBe(64 * kilobyte);
  });

  test('a peer that lags gets no more pushes, then loses the link', () => {
    for (let i = 0; i < 6; i++) expect(queue.push(frame(i, 200 * kilobyte), 'catchup')).toBe('queued');
    expect(queue.push(frame(9), 'live')).toBe('dropped');
    expect(queue.push(frame(9), 'control')).toBe('queued');
    for (let i = 0; i < 4; i++) expect(queue.push(frame(i, 200 * kilobyte), 'catchup')).toBe('queued');
    expect(queue.push(frame(9, 200 * kilobyte), 'catchup')).toBe('full');
    sendAll();
    expect(queue.push(frame(9), 'live')).toBe('queued');
  });

  test('the last frame follows the one that was begun; what waited is forgotten', () => {
    queue.push(frame(1, 100 * kilobyte), 'catchup');
    queue.push(frame(2), 'live');
    queue.finish(frame(7));
    expect(pipe.ended).toBe(true);
    expect(concat(...pipe.written)).toEqual(concat(frame(1, 100 * kilobyte), frame(7)));
    expect(queue.waiting).toBe(0);
  });
});
