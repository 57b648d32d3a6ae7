import { checkName, normalName } from '../../../../common/text/index.ts';
import { AppError, toHex, type Env, type ErrorCode } from '../../../../common/base/index.ts';
import { encodeBody, genesisKey, type ControlBody } from '../../../../common/log/index.ts';
import {
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
import type { MembershipRunner } from './membership-runner.ts';
import type { Tracker } from '../ports.ts';
import type { TrackerLogs } from '../tracker/tracker-logs.ts';

type Done<T> = (result: T | AppError) => void;

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
  readonly memberships: MembershipRunner;
  readonly committer: Committer;
  readonly tracker: Tracker;
  readonly logs: TrackerLogs;
}

/**
 * Making, joining, leaving and closing rooms. Each fetches and evaluates before it signs, so that a refusal costs nothing;
 * a signed control entry is stored first, then sent, and goes up later if the tracker cannot be reached.
 */
export class Rooms {
  readonly #parts: RoomsParts;
  readonly #joining = new Map<RoomKey, Done<Conversation>[]>();

  constructor(parts: RoomsParts) {
    this.#parts = parts;
  }

  create(name: string, capacity: number, done: Done<Conversation>): void {
    const { env, me, conversations } = this.#parts;
    const checked = checkName(normalName(name));
    if (checked === undefined) return done(new AppError('NAME_INVALID', 'this is not a valid room name'));
    if (capacity < limits.minCapacity || capacity > limits.maxCapacity) {
      return done(new AppError('BAD_REQUEST', `a room holds ${limits.minCapacity} to ${limits.maxCapacity} people`));
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
    const conversation = conversations.ensure({ room: genesisKey(env.crypto, body), kind: 'group' });
    this.#write(conversation, body, (error) => {
      if (error === undefined) return this.#announce(conversation, done);
      conversations.drop(conversation);
      done(error);
    });
  }

  /** Asked twice at once, it is done once: the first would forget what the second works on. */
  join(room: RoomKey, done: Done<Conversation>): void {
    const joining = this.#joining.get(room);
    if (joining !== undefined) return void joining.push(done);
    const waiting = [done];
    this.#joining.set(room, waiting);
    this.#join(room, (result) => {
      this.#joining.delete(room);
      for (const each of waiting) each(result);
    });
  }

  #join(room: RoomKey, done: Done<Conversation>): void {
    const conversation = this.#parts.conversations.ensure({ room, kind: 'group' });
    this.#parts.logs.fetch(conversation, (error) => {
      this.#parts.memberships.evaluateNow(conversation);
      if (conversation.has(this.#parts.me.identity) && !conversation.closed) return done(conversation);
      const refusal = error ?? denied(joinDenial(conversation.membership, this.#parts.me.identity));
      if (refusal !== undefined) {
        if (!conversation.takesPart) this.forget(conversation);
        return done(refusal);
      }
      this.#signAndSubmit(conversation, 'JOIN', 'JOIN_ROOM', (failed) => {
        this.#parts.memberships.evaluateNow(conversation);
        done(failed ?? denied(membershipDenial(conversation.membership, this.#parts.me.identity)) ?? conversation);
      });
    });
  }

  leave(conversation: Conversation, done: (error: AppError | undefined) => void): void {
    const { memberships, logs } = this.#parts;
    logs.fetch(conversation, () => {
      memberships.evaluateNow(conversation);
      const refusal = denied(leaveDenial(conversation.standing));
      if (refusal === undefined) this.#signAndSubmit(conversation, 'LEAVE', 'LEAVE_ROOM', done);
      else done(refusal);
    });
  }

  deleteRoom(conversation: Conversation, done: (error: AppError | undefined) => void): void {
    const { memberships, logs } = this.#parts;
    logs.fetch(conversation, () => {
      memberships.evaluateNow(conversation);
      const denial = roomDeletionDenial(conversation.standing);
      // that is what was wanted
      if (denial === 'roomClosed') return done(undefined);
      const refusal = denied(denial);
      if (refusal !== undefined) return done(refusal);
      this.#signAndSubmit(conversation, 'CLOSE', 'DELETE_ROOM', done);
    });
  }

  /** A genesis that the tracker refused, or a room that was only looked at, leaves no trace. */
  forget(conversation: Conversation): void {
    this.#parts.conversations.drop(conversation);
    this.#parts.committer.addSideWrites({ forget: [conversation.room] });
  }

  #announce(conversation: Conversation, done: Done<Conversation>): void {
    const { tracker, logs, me } = this.#parts;
    const [entry] = logs.own(conversation, me.device);
    if (entry === undefined) return done(new AppError('INTERNAL', 'the first entry of the room is missing'));
    tracker.request('CREATE_ROOM', { entry }, (reply) => {
      if (!(reply instanceof AppError) || retryableCodes.has(reply.code)) return done(conversation);
      this.forget(conversation);
      done(reply);
    });
  }

  #signAndSubmit(
    conversation: Conversation,
    kind: 'JOIN' | 'LEAVE' | 'CLOSE',
    verb: 'JOIN_ROOM' | 'LEAVE_ROOM' | 'DELETE_ROOM',
    done: (error: AppError | undefined) => void,
  ): void {
    const body: ControlBody = { kind, after: [...(conversation.membership?.heads ?? [])] };
    this.#write(conversation, encodeBody(body), (error) => {
      if (error === undefined) this.#submit(conversation, verb, true, done);
      else done(error);
    });
  }

  /** Hands the signed entry to the tracker; what it lacks to understand it is put there first. */
  #submit(
    conversation: Conversation,
    verb: 'JOIN_ROOM' | 'LEAVE_ROOM' | 'DELETE_ROOM',
    again: boolean,
    done: (error: AppError | undefined) => void,
  ): void {
    const { tracker, logs, me } = this.#parts;
    const params = { roomId: conversation.room, entries: logs.own(conversation, me.device) };
    tracker.request(verb, params, (reply) => {
      if (!(reply instanceof AppError)) {
        if (isLog(reply)) logs.take(reply);
        return done(undefined);
      }
      if (reply.code === 'BAD_OPERATION' && again) {
        return logs.put(conversation, reply.details.have ?? {}, () => this.#submit(conversation, verb, false, done));
      }
      done(isDeferred(reply.code) ? undefined : reply);
    });
  }

  #write(conversation: Conversation, body: Uint8Array, done: (error: AppError | undefined) => void): void {
    this.#parts.committer.write({
      conversation,
      kind: 'control',
      body,
      done: (result) => done(result instanceof AppError ? result : undefined),
    });
  }
}

/** JOIN_ROOM brings what I lack; the others bring nothing. */
const isLog = (reply: object): reply is { certs: string[]; entries: string[] } =>
  'certs' in reply && 'entries' in reply;
