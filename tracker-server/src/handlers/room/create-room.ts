import { checkName } from '../../../../common/text/index.ts';
import * as z from 'zod';
import { AppError, fromUtf8 } from '../../../../common/base/index.ts';
import { entryFromJson, genesisKey } from '../../../../common/log/index.ts';
import type { Handler } from '../handler.ts';
import { readOwn } from './read-log.ts';
import { roomUnknown, writeOwn } from './write.ts';

/** A room begins with its owner's GENESIS; its name, if it has one, must be free. */
export const createRoom: Handler<'CREATE_ROOM'> = async (tracker, actor, params) => {
  const { body } = entryFromJson(tracker.crypto, params.entry);
  if (body === undefined) throw new AppError('BAD_OPERATION', 'the entry has no body');
  demandName(body);
  const entries = readOwn(tracker.crypto, actor, [params.entry], 'GENESIS');
  const { after } = await writeOwn(tracker, actor, genesisKey(tracker.crypto, body), entries, true);
  const room = await tracker.views.detail(after.room, actor.identity);
  if (room === undefined) throw roomUnknown();
  return { room };
};

const named = z.object({ kind: z.literal('GENESIS'), name: z.string().min(1) });

/** A bad name makes the whole GENESIS unreadable; whoever chose it is told what is wrong. */
const demandName = (body: Uint8Array): void => {
  const name = nameIn(body);
  if (name !== undefined && checkName(name) === undefined)
    throw new AppError('NAME_INVALID', 'this is not a valid room name');
};

const nameIn = (body: Uint8Array): string | undefined => {
  try {
    return named.parse(JSON.parse(fromUtf8(body))).name;
  } catch {
    return undefined;
  }
};
