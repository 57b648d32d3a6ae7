import { AppError, fromBase64url } from '../../../../common/base/index.ts';
import { decodeAddressRecord, verifyAddressRecord } from '../../../../common/log/index.ts';
import type { Handler } from '../handler.ts';

/** Where the actor's device listens, by its own word; kept beside the address from which it came. */
export const announce: Handler<'ANNOUNCE'> = async (tracker, actor, { record: text }, session) => {
  const record = decodeAddressRecord(fromBase64url(text) ?? new Uint8Array(0));
  if (record.device !== actor.device) throw new AppError('BAD_OPERATION', 'the record is of another device');
  if (record.expires <= tracker.clock.wall()) throw new AppError('BAD_OPERATION', 'the record has expired');
  if (!verifyAddressRecord(tracker.crypto, record)) throw new AppError('BAD_OPERATION', 'the signature does not hold');
  await tracker.peers.announce(actor.device, record.bytes, session.address);
  tracker.presenceBroadcaster.markDirty(session);
  return { observed: session.address };
};
