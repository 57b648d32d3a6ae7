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

  test('a peer that lags gets no more pushes, and is told when there is room again', () => {
    expect(queue.requestRoom()).toBe(true);
    for (let i = 0; i < 6; i++) expect(queue.push(frame(i, 200 * kilobyte), 'catchup')).toBe(true);
    expect(queue.requestRoom()).toBe(false);
    expect(queue.push(frame(9), 'live')).toBe(false);
    expect(queue.takeDrained()).toBe(false);
    sendAll();
    expect(queue.requestRoom()).toBe(true);
    expect(queue.takeDrained()).toBe(true);
    expect(queue.takeDrained()).toBe(false);
    expect(queue.push(frame(9), 'live')).toBe(true);
  });

  test('whoever has not been held back is told nothing', () => {
    queue.push(frame(1, 300 * kilobyte), 'catchup');
    sendAll();
    expect(queue.takeDrained()).toBe(false);
  });

  test('no lane grows without a bound, and what is dropped ends nothing', () => {
    for (let i = 0; i < 30; i++) queue.push(frame(1, 200 * kilobyte), i % 2 === 0 ? 'catchup' : 'have');
    expect(queue.waiting).toBeLessThanOrEqual(defaultConfig.maxLag);
    for (const lane of ['control', 'signal'] as const) {
      for (let i = 0; i < 1000; i++) expect(queue.push(frame(2), lane)).toBe(i < defaultConfig.smallFrames);
    }
    expect(queue.waiting).toBeLessThanOrEqual(defaultConfig.maxLag + 2 * 10 * defaultConfig.smallFrames);
    sendAll();
    expect(queue.waiting).toBe(0);
  });

  test('large frames in the lanes of small ones are bounded by their bytes, also while one of them is being written', () => {
    const fill = (): void => {
      for (const lane of ['control', 'signal'] as const) {
        for (let i = 0; i < 50; i++) queue.push(frame(2, 12 * kilobyte), lane);
      }
      expect(queue.waiting).toBeGreaterThan(defaultConfig.smallBytes);
      expect(queue.waiting).toBeLessThanOrEqual(2 * defaultConfig.smallBytes);
    };
    fill();
    pipe.flush();
    queue.pump();
    fill();
    expect(queue.push(frame(3), 'live')).toBe(true);
  });

  test('a small frame gets past all large ones', () => {
    for (let i = 0; i < 5; i++) queue.push(frame(1, 150 * kilobyte), 'live');
    queue.push(frame(7), 'signal');
    const marks = [...sendAll()].filter((mark, at, all) => mark !== all[at - 1]);
    expect(marks).toEqual([1, 7, 1]);
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
