export { peerLimits } from './limits.ts';
export { encodeFrame, frameTypes, type Frame } from './frames.ts';
export { FrameSplitter } from './splitter.ts';
export {
  decodeHello,
  encodeHello,
  helloMessage,
  peerVersion,
  type Hello,
  type HelloFields,
  type LinkClass,
} from './hello.ts';
export { decodeHave, encodeHave, type Have, type HaveRecord } from './have.ts';
export { decodeWant, encodeWant, type Want, type WantRange } from './want.ts';
export { decodeEntries, encodeEntries, entriesOverhead, type Entries } from './entries.ts';
export { decodeCerts, encodeCerts } from './certs.ts';
export { decodeTyping, encodeTyping } from './typing.ts';
export { byeCodes, decodeBye, encodeBye, type Bye, type ByeCode } from './bye.ts';
