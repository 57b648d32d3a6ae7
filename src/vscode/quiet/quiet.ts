import type { Event } from '../../../common/base/index.ts';
import type { Quiet } from '../chat-host.ts';
import type { Mutes } from './mutes.ts';
import type { OwnStatus } from './own-status.ts';

/** The setting that turns all notifications off. */
export interface Notifications {
  readonly off: boolean;
  readonly onDidChange: Event<unknown>;
}

type Muting = Pick<Mutes, 'rooms' | 'onDidChange'>;

/** One switch for everything that could disturb: do not disturb, or no notifications at all; and the muted conversations. */
export const quietOf = (status: OwnStatus, mutes: Muting, notifications: Notifications): Quiet => ({
  get silenced() {
    return status.silenced || notifications.off;
  },
  get muted() {
    return mutes.rooms;
  },
  onDidChange: (listener) => {
    const listening = [status, mutes, notifications].map((one: Pick<Quiet, 'onDidChange'>) =>
      one.onDidChange(listener),
    );
    return { dispose: () => listening.forEach((one) => one.dispose()) };
  },
});
