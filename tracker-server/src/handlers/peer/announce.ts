import { AppError, fromBase64url, reachOfHost } from '../../../../common/base/index.ts';
import { decodeAddressRecord, verifyAddressRecord } from '../../../../common/log/index.ts';
import { limits } from '../../../../common/model/index.ts';
import type { Handler } from '../handler.ts';

/**
 * Where the actor's device listens, by its own word; kept beside the address from which it came. It holds from now on, for as long as it says:
 * the clocks of both sides may be wrong.
 */
export const announce: Handler<'ANNOUNCE'> = async (tracker, actor, { record: text }, session) => {
  const record = decodeAddressRecord(fromBase64url(text) ?? new Uint8Array(0));
  if (record.device !== actor.device) throw new AppError('BAD_OPERATION', 'the record is of another device');
  const lifetime = record.expires - record.made;
  if (lifetime > limits.addressLifetime) throw new AppError('BAD_OPERATION', 'the record claims to hold for too long');
  if (!verifyAddressRecord(tracker.crypto, record)) throw new AppError('BAD_OPERATION', 'the signature does not hold');
  tracker.readiness.heardClock(record.made);
  const told = !tracker.isPublic || reachOfHost(session.address) === 'global';
  await tracker.peers.announce(actor.device, record.bytes, told ? session.address : null);
  session.addressesUntil = tracker.clock.mono() + lifetime;
  tracker.presenceBroadcaster.markDirty(session);
  return { observed: session.address };
};
