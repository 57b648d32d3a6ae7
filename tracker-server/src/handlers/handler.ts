import type { ReplyOf, RequestOf, Verb } from '../../../common/protocol/tracker/index.ts';
import type { Actor, Session } from '../sessions/session.ts';
import type { TrackerContext } from '../tracker-context.ts';

/** Answers a verb that signs in, or that can come before it. Throws AppError. */
export type SignInHandler<V extends Verb> = (
  tracker: TrackerContext,
  session: Session,
  params: RequestOf<V>,
) => Promise<ReplyOf<V>>;

/** Answers a verb of somebody signed in, and can act for nobody else. Throws AppError. */
export type Handler<V extends Verb> = (
  tracker: TrackerContext,
  actor: Actor,
  params: RequestOf<V>,
  session: Session,
) => Promise<ReplyOf<V>>;
