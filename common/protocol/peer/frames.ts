import { ByteWriter } from '../../base/index.ts';

/** What a frame is (W4). Types that a program does not know are skipped. */
export const frameTypes = {
  HELLO: 1,
  PING: 2,
  PONG: 3,
  HAVE: 4,
  WANT: 5,
  ENTRIES: 6,
  CERTS: 7,
  BYE: 8,
  QUIT: 9,
  FORK: 10,
  USE: 11,
  TYPING: 16,
} as const;

export interface Frame {
  readonly type: number;
  readonly body: Uint8Array;
}

/** Length, type and body: the bytes that travel. */
export const encodeFrame = (type: number, body: Uint8Array): Uint8Array =>
  new ByteWriter()
    .uint(4, body.length + 1)
    .uint(1, type)
    .bytes(body)
    .done();
