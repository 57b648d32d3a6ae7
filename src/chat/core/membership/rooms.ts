import { checkName, normalName } from '../../../../common/text/index.ts';
import {
  AppError,
  failureOf,
  toHex,
  wait,
  type Env,
  type ErrorCode,
  type Flow,
  type Flows,
  type Later,
} from '../../../../common/base/index.ts';
import { encodeBody, genesisKey, type ControlBody } from '../../../../common/log/index.ts';
import {
  demandAccess,
  denied,
  joinDenial,
  leaveDenial,
  membershipDenial,
  roomDeletionDenial,
} from '../../../../common/membership/index.ts';
import { limits, type Certificate, type RoomKey } from '../../../../common/model/index.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Memberships } from './memberships.ts';
import type { MembershipRunner } from './membership-runner.ts';
import type { Tracker } from '../ports.ts';
import type { TrackerLogs } from '../tracker/tracker-logs.ts';

/** Errors after which what was signed still stands and goes up at the next sign-in. */
const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'OFFLINE',
  'TRACKER_UNREACHABLE',
  'RATE_LIMITED',
  'NOT_AUTHENTICATED',
  'INTERNAL',
]);

/** A room that nobody could find is not made; what was done in one that is there stands. */
const isDeferred = (code: ErrorCode): boolean => retryableCodes.has(code) || code === 'TRACKER_FULL';

export interface RoomsParts {
  readonly env: Pick<Env, 'crypto' | 'random' | 'logger'>;
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly memberships: Memberships;
  readonly membershipRunner: MembershipRunner;
  readonly committer: Committer;
  readonly tracker: Tracker;
  readonly logs: TrackerLogs;
  readonly flows: Flows;
}

/**
 * Making, joining, leaving and closing rooms. Each fetches and evaluates before it signs, so that a refusal costs nothing;
 * a signed control entry is stored first, then sent, and goes up later if the tracker cannot be reached.
 */
export class Rooms {
  readonly #parts: RoomsParts;
  readonly #joining = new Map<RoomKey, Later<void>>();

  constructor(parts: RoomsParts) {
    this.#parts = parts;
  }

  *create(name: string, capacity: number): Flow<RoomKey> {
    const { env, me, conversations } = this.#parts;
    const checked = checkName(normalName(name));
    if (checked === undefined) throw new AppError('NAME_INVALID', 'this is not a valid room name');
    if (capacity < limits.minCapacity || capacity > limits.maxCapacity) {
      throw new AppError('BAD_REQUEST', `a room holds ${limits.minCapacity} to ${limits.maxCapacity} people`);
    }
    const body = encodeBody({
      kind: 'GENESIS',
      v: 1,
      nonce: toHex(env.random.bytes(16)),
      owner: me.identity,
      policy: 'open',
      capacity,
      name: checked,
      after: [],
    });
    const { room } = conversations.ensure({ room: genesisKey(env.crypto, body), kind: 'group' });
    const failed = yield* failureOf(this.#write(room, body));
    if (failed !== undefined) {
      conversations.drop(this.#get(room));
      throw failed;
    }
    yield* this.#announce(room);
    return room;
  }

  /** Asked twice at once, it is done once: the first would forget what the second works on. */
  join(room: RoomKey): Later<void> {
    return this.#parts.flows.once(this.#joining, room, () => this.#join(room));
  }

  *leave(room: RoomKey): Flow<void> {
    this.#get(room);
    yield* this.#parts.logs.update(room);
    this.checkLeave(room);
    yield* this.#signAndSubmit(room, 'LEAVE', 'LEAVE_ROOM');
  }

  *deleteRoom(room: RoomKey): Flow<void> {
    this.#get(room);
    yield* this.#parts.logs.update(room);
    const denial = roomDeletionDenial(this.#parts.memberships.standing(this.#get(room)));
    // that is what was wanted
    if (denial === 'roomClosed') return;
    demandAccess(denial);
    yield* this.#signAndSubmit(room, 'CLOSE', 'DELETE_ROOM');
  }

  /** Throws what keeps me from leaving, as far as that is known here. */
  checkLeave(room: RoomKey): void {
    const { memberships } = this.#parts;
    const conversation = this.#get(room);
    const isKnown = memberships.of(conversation) !== undefined;
    demandAccess(isKnown ? leaveDenial(memberships.standing(conversation)) : 'notMember');
  }

  /** The tracker calls it mine, and it is not: it leaves no trace, unless I am about to be in it. */
  onUnknown(room: RoomKey): void {
    if (!this.#joining.has(room)) this.#forget(room);
  }

  *#join(room: RoomKey): Flow<void> {
    const { me, conversations, memberships, membershipRunner, logs } = this.#parts;
    conversations.ensure({ room, kind: 'group' });
    const failed = yield* logs.update(room);
    const conversation = this.#get(room);
    const membership = memberships.of(conversation);
    if (membership?.members.has(me.identity) === true && !membership.closed) return;
    const refusal = failed ?? denied(joinDenial(membership, me.identity));
    if (refusal !== undefined) {
      if (!memberships.takesPart(conversation)) this.#forget(room);
      throw refusal;
    }
    const notSubmitted = yield* failureOf(this.#signAndSubmit(room, 'JOIN', 'JOIN_ROOM'));
    membershipRunner.evaluateNow(this.#get(room));
    if (notSubmitted !== undefined) throw notSubmitted;
    demandAccess(membershipDenial(memberships.of(this.#get(room)), me.identity));
  }

  /** A genesis that the tracker refused, or a room that was only looked at, leaves no trace. */
  #forget(room: RoomKey): void {
    const { conversations, committer } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation !== undefined) conversations.drop(conversation);
    committer.addSideWrites({ forget: [room] });
  }

  *#announce(room: RoomKey): Flow<void> {
    const { tracker, logs, me } = this.#parts;
    const [entry] = logs.own(this.#get(room), me.author);
    if (entry === undefined) throw new AppError('INTERNAL', 'the first entry of the room is missing');
    const failed = yield* failureOf(wait(tracker.request('CREATE_ROOM', { entry })));
    if (failed === undefined || retryableCodes.has(failed.code)) return;
    this.#forget(room);
    throw failed;
  }

  *#signAndSubmit(room: RoomKey, kind: 'JOIN' | 'LEAVE' | 'CLOSE', verb: SubmitVerb): Flow<void> {
    const { memberships, me } = this.#parts;
    const body: ControlBody = { kind, after: memberships.of(this.#get(room))?.headsFor(me.identity) ?? [] };
    yield* this.#write(room, encodeBody(body));
    let failed = yield* failureOf(this.#submit(room, verb));
    if (failed?.code === 'BAD_OPERATION') {
      // what the tracker lacks to understand it
      yield* failureOf(this.#parts.logs.put(this.#get(room), failed.details.have ?? {}));
      failed = yield* failureOf(this.#submit(room, verb));
    }
    if (failed !== undefined && !isDeferred(failed.code)) throw failed;
  }

  /** Hands the signed entry to the tracker. */
  *#submit(room: RoomKey, verb: SubmitVerb): Flow<void> {
    const { tracker, logs, me } = this.#parts;
    const params = { roomId: room, entries: logs.own(this.#get(room), me.author) };
    const reply = yield* wait(tracker.request(verb, params));
    if (isLog(reply)) logs.take(room, reply);
  }

  *#write(room: RoomKey, body: Uint8Array): Flow<void> {
    yield* wait(this.#parts.committer.write({ conversation: this.#get(room), kind: 'control', body }));
  }

  #get(room: RoomKey): Conversation {
    const conversation = this.#parts.conversations.get(room);
    if (conversation?.stored.kind === 'group') return conversation;
    throw new AppError('ROOM_UNKNOWN', 'there is no such room');
  }
}

type SubmitVerb = 'JOIN_ROOM' | 'LEAVE_ROOM' | 'DELETE_ROOM';

/** JOIN_ROOM brings what I lack; the others bring nothing. */
const isLog = (reply: object): reply is { certs: string[]; entries: string[] } =>
  'certs' in reply && 'entries' in reply;
