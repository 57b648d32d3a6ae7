export { authMessage, trackerAuthMessage, trackerIdOf, type TrackerKeys } from './auth.ts';
export { decodeRequest, type Refusal, type Request } from './decode-request.ts';
export { trackerLimits, trackerVersion } from './limits.ts';
export type { Push } from './pushes.ts';
export { decodeReply, decodeServerText, encodeError, encodeOk, encodePush, type ServerText } from './server-text.ts';
export {
  vault,
  type DeviceInfo,
  type OwnPresence,
  type PeerInfo,
  type RoomDetail,
  type RoomSummary,
  type Vault,
} from './types.ts';
export { verbs, type ReplyOf, type RequestOf, type Verb } from './verbs.ts';
export { decodeHealth, type TrackerHealth } from './health.ts';
