export { directKey, genesisKey, logId, roomId, selfKey } from './room-keys.ts';
export { isSafePublicKey } from './public-key.ts';
export {
  certificateBytes,
  certificateLayout,
  decodeCertificate,
  decodeDeviceCertificate,
  deviceCertificateBytes,
  encodeCertificate,
  encodeDeviceCertificate,
  verifyCertificate,
  verifyDeviceCertificate,
} from './certificate.ts';
export {
  decodeNameRecord,
  encodeNameRecord,
  nameRecordBytes,
  readNameRecord,
  verifyNameRecord,
  type NameAuthority,
} from './name-record.ts';
export { decodeRevocation, encodeRevocation, verifyRevocation, type Revocation } from './revocation.ts';
export { decodeAddressRecord, encodeAddressRecord, verifyAddressRecord } from './address-record.ts';
export {
  decodeEntry,
  entryFromBytes,
  entryFromJson,
  entryToBytes,
  entryToJson,
  headerBytes,
  isAnchor,
  noSignature,
  entryOverhead,
  headerPlaces,
} from './entry-codec.ts';
export { signatureBytes } from './signed-record.ts';
export { verifySingle, verifyRun, emptyTip, tipAfter, writeRun, type LogTip, type RunItem } from './run.ts';
export { compareHlc, compareOrder, effectiveClocks, nextClock, orderText } from './clock.ts';
export { correctionOf, correctionOfDead } from './clock-correction.ts';
export { nothingInSight, withArrived, type InSight } from './in-sight.ts';
export {
  tipOf,
  countCovered,
  coveredEnd,
  covers,
  nextCovered,
  emptyCoverage,
  takeRun,
  withRun,
  type LogCoverage,
} from './log-coverage.ts';
export { missingRanges, type Range } from './missing-ranges.ts';
export {
  decodeContent,
  decodeControl,
  decodeUnknownControl,
  encodeBody,
  type ContentBody,
  type ControlBody,
} from './bodies.ts';
export { decodeSelf, type SelfBody } from './self-bodies.ts';
export { annotationOf } from './annotation-of.ts';
export { displayTime } from './display-time.ts';
export { withDomain } from './domain-separation.ts';
