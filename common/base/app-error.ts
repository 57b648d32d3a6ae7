/** One table for tracker, headless peer and editor (protocol.md). */
export const errorCodes = [
  'BAD_REQUEST',
  'UNKNOWN_COMMAND',
  'LOCKED',
  'PORT_IN_USE',
  'TRACKER_UNREACHABLE',
  'USER_UNKNOWN',
  'USER_AMBIGUOUS',
  'NOT_AUTHENTICATED',
  'BAD_CREDENTIALS',
  'ACCOUNT_LOST',
  'NAME_TAKEN',
  'NAME_INVALID',
  'ALREADY_SIGNED_IN',
  'ROOM_EXISTS',
  'ROOM_UNKNOWN',
  'ROOM_AMBIGUOUS',
  'ROOM_FULL',
  'ROOM_CLOSED',
  'NOT_MEMBER',
  'NOT_OWNER',
  'NOT_AUTHOR',
  'OWNER_CANNOT_LEAVE',
  'BANNED',
  'INVITE_INVALID',
  'BAD_OPERATION',
  'TOO_LARGE',
  'RATE_LIMITED',
  'VERSION',
  'REVOKED',
  'RELAY_CREDIT',
  'DEVICE_CLONED',
  'TRACKER_CHANGED',
  'ENTRY_UNKNOWN',
  'OFFLINE',
  'ENGINE_LOST',
  'ENGINE_FAILED',
  'DISK_FULL',
  'TRACKER_FULL',
  'DISK_ERROR',
  'DATA_DAMAGED',
  'NEWER_DATA',
  'NOT_YET',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What may stand beside a code. Fields a program does not know are kept out. */
export interface ErrorDetails {
  /** Milliseconds to wait before trying again. */
  readonly retryAfter?: number;
  /** Control entries the tracker holds of each device (BAD_OPERATION). */
  readonly have?: Readonly<Record<string, number>>;
  /** The rooms that a name may mean (ROOM_AMBIGUOUS). */
  readonly roomIds?: readonly string[];
  /** The people whom a name may mean (USER_AMBIGUOUS). */
  readonly identities?: readonly string[];
  /** The port that is taken (PORT_IN_USE). */
  readonly port?: number;
  /** There is no connection because the person wants none (OFFLINE). */
  readonly chosen?: boolean;
  /** Who is signed in (ALREADY_SIGNED_IN). */
  readonly username?: string;
  /** The address of the tracker that it is about (TRACKER_CHANGED), or the name of the one that has the port (PORT_IN_USE). */
  readonly tracker?: string;
  /** Which of the things that the code means: my own name as that of another (BAD_REQUEST), my reactions to a message (TOO_LARGE). */
  readonly reason?: 'ownName' | 'reactionLimit';
}

/** A failure that a person or a program is told about. `message` is English and for logs; the editor has its own sentence per code. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** Whatever was thrown, as an AppError: unknown things become INTERNAL. */
  static from(error: unknown): AppError {
    if (error instanceof AppError) return error;
    return new AppError('INTERNAL', error instanceof Error ? error.message : String(error), {}, error);
  }
}

/** Nobody meant it to happen: a defect of ours, after which the state of whatever it happened in is unknown. */
export const isDefect = (error: unknown): boolean => !(error instanceof AppError) || error.code === 'INTERNAL';
