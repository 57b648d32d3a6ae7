export { DisposableStore, toDisposable, type Disposable } from './disposable.ts';
export { Emitter, type Event } from './emitter.ts';
export { isLogged, logLevels, silentLogger, type Logger, type LogLevel } from './logger.ts';
export { LineStream } from './line-stream.ts';
export type { Addr, Clock, Crypto, DialFailure, Env, Iface, Net, Pipe, Random } from './env.ts';
export { canonicalHost, formatAddress, hostBytes, parseAddress } from './address.ts';
export { isPrivateAddress, isSharedNetwork, reachOf, reachOfHost } from './reach.ts';
export { parseTrackerAddress, typedAddress, type AddressProblem, type TrackerAddress } from './tracker-address.ts';
export { AppError, errorCodes, isDefect, type ErrorCode, type ErrorDetails } from './app-error.ts';
export { attempt } from './attempt.ts';
export { Later, type Outcome } from './later.ts';
export { failureOf, Flows, wait, type Flow } from './flow.ts';
export { diskError } from './disk-error.ts';
export {
  base64urlLength,
  compareBytes,
  concat,
  equalBytes,
  fromBase64url,
  fromHex,
  fromUtf8,
  textOfFile,
  toBase64url,
  LastHex,
  toHex,
  utf8,
} from './bytes.ts';
export { ByteReader, ByteWriter } from './byte-io.ts';
export * as layout from './layout.ts';
export type { Layout } from './layout.ts';
export { assertWire, decodeBytes, decodeGuarded } from './decode-guard.ts';
export { isEqual } from './equal.ts';
export { Backoff } from './backoff.ts';
export { TokenBucket } from './token-bucket.ts';
export { TurnBudget } from './turn-budget.ts';
export { BoundedMap, BoundedSet } from './bounded.ts';
export { Coalescer, SingleTimer } from './timers.ts';
export { SerialQueue } from './serial-queue.ts';
export { Liveness, stallTolerantTimer, type LivenessEvents, type LivenessTimes } from './liveness.ts';
