import { AppError, diskError } from '../../../common/base/index.ts';
import {
  encodeError,
  encodeOk,
  type ReplyOf,
  type Request,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';
import type { Session } from '../sessions/session.ts';
import type { TrackerContext } from '../tracker-context.ts';
import type { Handler, SignInHandler } from './handler.ts';
import { announce } from './peer/announce.ts';
import { listPeers } from './peer/list-peers.ts';
import { lookup } from './peer/lookup.ts';
import { createRoom } from './room/create-room.ts';
import { deleteRoom } from './room/delete-room.ts';
import { joinRoom } from './room/join-room.ts';
import { leaveRoom } from './room/leave-room.ts';
import { listRooms } from './room/list-rooms.ts';
import { putOps } from './room/put-ops.ts';
import { roomOps } from './room/room-ops.ts';
import { auth } from './user/auth.ts';
import { login } from './user/login.ts';
import { register } from './user/register.ts';
import { restoreAccount } from './user/restore-account.ts';
import { setPresence } from './user/set-presence.ts';

type SignInVerb = 'REGISTER' | 'LOGIN' | 'AUTH' | 'RESTORE_ACCOUNT' | 'SET_PRESENCE';

const signInHandlers: { [V in SignInVerb]: SignInHandler<V> } = {
  REGISTER: register,
  LOGIN: login,
  AUTH: auth,
  RESTORE_ACCOUNT: restoreAccount,
  SET_PRESENCE: setPresence,
};

const handlers: { [V in Exclude<Verb, SignInVerb>]: Handler<V> } = {
  // the session closes after the reply
  LOGOUT: () => Promise.resolve({}),
  ANNOUNCE: announce,
  LIST_PEERS: listPeers,
  LOOKUP: lookup,
  LIST_ROOMS: listRooms,
  CREATE_ROOM: createRoom,
  JOIN_ROOM: joinRoom,
  LEAVE_ROOM: leaveRoom,
  DELETE_ROOM: deleteRoom,
  ROOM_OPS: roomOps,
  PUT_OPS: putOps,
};

/** The text of the reply to a request. Never rejects. */
export const answer = async (tracker: TrackerContext, session: Session, request: Request): Promise<string> => {
  try {
    return encodeOk(request.id, await run(tracker, session, request));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'INTERNAL') return encodeError(request.id, thrown);
    const error = diskError(thrown);
    tracker.logger.log('error', `${request.verb}: ${error.code} ${error.stack ?? error.message}`);
    if (error.code === 'DISK_FULL')
      return encodeError(request.id, new AppError('TRACKER_FULL', 'the disk of the tracker is full'));
    return encodeError(request.id, new AppError('INTERNAL', 'something went wrong in the tracker'));
  }
};

const isSignIn = (verb: Verb): verb is SignInVerb => Object.hasOwn(signInHandlers, verb);

/** The verb and its params belong together by the type of Request; TypeScript does not follow that through a table. */
const run = async (tracker: TrackerContext, session: Session, { verb, params }: Request): Promise<ReplyOf<Verb>> => {
  if (isSignIn(verb)) return (signInHandlers[verb] as SignInHandler<Verb>)(tracker, session, params);
  const { actor } = session;
  if (actor === undefined) throw new AppError('NOT_AUTHENTICATED', 'sign in first');
  return (handlers[verb] as Handler<Verb>)(tracker, actor, params, session);
};
