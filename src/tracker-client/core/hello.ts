import { AppError } from '../../../common/base/index.ts';
import {
  trackerVersion,
  type OwnPresence,
  type Push,
  type RequestOf,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';

/** What a tracker says first on every connection. */
export type Hello = Extract<Push, { status: 'HELLO' }>;

export interface TrackerSessionOptions {
  readonly url: string;
  /** The tracker's id from the first sign-in, 64 hex digits. Another one: TRACKER_CHANGED. */
  readonly pinned?: string;
  /** Said before signing in, so that who wants to be invisible is never seen. Absent = online, which is what a tracker takes for granted. */
  readonly presence?: () => OwnPresence;
  /** Signs in by device key after each HELLO. Without it, or when it answers undefined, the session stays greeted. */
  readonly auth?: (hello: Hello) => RequestOf<'AUTH'> | undefined;
}

/** Why nothing is to be said to this tracker: VERSION or TRACKER_CHANGED. */
export const helloProblem = (hello: Hello, { url, pinned }: TrackerSessionOptions): AppError | undefined => {
  const [theirs, ours] = [hello.version, trackerVersion].map((version) => version.join('.'));
  if (hello.version[0] !== trackerVersion[0])
    return new AppError('VERSION', `The tracker at ${url} speaks version ${theirs}, this program ${ours}.`);
  if (pinned === undefined || hello.tracker.id === pinned) return undefined;
  return new AppError('TRACKER_CHANGED', `The tracker at ${url} is not the one that this account knows.`, {
    tracker: url,
  });
};

const signInVerbs: ReadonlySet<Verb> = new Set(['REGISTER', 'LOGIN', 'AUTH', 'SET_PRESENCE'] as const);

/** Verbs that a session not yet signed in may use. */
export const signsIn = (verb: Verb): boolean => signInVerbs.has(verb);

/** Whether OK to this request means signed in. */
export const completesSignIn = <V extends Verb>(verb: V, params: RequestOf<V>): boolean => {
  if (verb === 'AUTH') return true;
  const step = 'step' in params ? params.step : undefined;
  return (verb === 'REGISTER' && step === 'finish') || (verb === 'LOGIN' && step === 'device');
};
