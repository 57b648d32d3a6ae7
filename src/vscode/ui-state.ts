import type { ErrorCode } from '../../common/base/index.ts';
import type { ChatState } from '../../common/protocol/chat/index.ts';

/** `starting`: it is not known yet whether somebody has been set up here. */
export type ServiceStatus = 'starting' | 'closed' | 'opening' | 'open' | 'otherWindow' | 'failed';

/** Everything the views depend on, in one value. */
export interface UiState {
  /** Somebody has been set up on this installation. */
  readonly configured: boolean;
  /** There is an account, whether it is open or not: false before the first Set Up and after Sign Out. */
  readonly registered: boolean;
  readonly service: ServiceStatus;
  /** Why the service could not be opened or has ended, in `failed`. */
  readonly failure?: ErrorCode;
  /** The engine says nothing. */
  readonly hung?: true;
  readonly chat?: ChatState;
  readonly localTracker: boolean;
  /** What teammates type to come to my tracker, the likeliest first; empty where nobody else can. Absent without an account. */
  readonly teamAddresses?: readonly string[];
  /** Do not disturb, or notifications are off: no toast, no badge, no count in the status bar. */
  readonly silenced: boolean;
}
