import type { Event } from '../../../common/base/index.ts';
import type { DoNotDisturb } from '../chat-service-holder.ts';
import type { OwnStatus } from '../presence/own-status.ts';

/** The setting that turns all notifications off. */
export interface Notifications {
  readonly off: boolean;
  readonly onDidChange: Event<unknown>;
}

/** One switch for everything that could disturb: do not disturb, or no notifications at all. */
export const doNotDisturb = (status: OwnStatus, notifications: Notifications): DoNotDisturb => ({
  get silenced() {
    return status.silenced || notifications.off;
  },
  onDidChange: (listener) => {
    const both = [status.onDidChange(listener), notifications.onDidChange(listener)];
    return { dispose: () => both.forEach((one) => one.dispose()) };
  },
});
