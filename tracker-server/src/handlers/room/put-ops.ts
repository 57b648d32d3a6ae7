import { AppError } from '../../../../common/base/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import { entryFromJson } from '../../../../common/log/index.ts';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import { haveOf } from '../../rooms/room-state.ts';
import type { Handler } from '../handler.ts';
import { readCertificates } from './read-log.ts';
import { write } from './write.ts';

/** Control entries of anybody, put back after the tracker lost them or written while their author was offline. */
export const putOps: Handler<'PUT_OPS'> = async (tracker, _actor, { roomId, certs, entries: texts }) => {
  const characters = [...certs, ...texts].reduce((sum, text) => sum + text.length, 0);
  if ((characters * 3) / 4 > trackerLimits.putBytes) throw new AppError('TOO_LARGE', 'too much for one PUT_OPS');
  const certificates = readCertificates(tracker, certs);
  const entries = texts.map((text) => entryFromJson(tracker.crypto, text));
  const room = asHex<RoomKey>(roomId);
  await tracker.users.reserve(certificates.map(({ identity, username }) => ({ identity, fold: foldName(username) })));
  const { after } = await write(tracker, { room, entries, certificates, causal: false, mayBeNew: true });
  return { have: haveOf(after) };
};
