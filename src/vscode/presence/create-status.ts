import type * as vscode from 'vscode';
import type { Event } from '../../../common/base/index.ts';
import type { IdentityKey } from '../../../common/model/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { autoAway } from '../config.ts';
import { Idle } from './idle.ts';
import { choice, OwnStatus } from './own-status.ts';
import { PerAccount } from './per-account.ts';
import { doNotDisturb } from '../notifications/do-not-disturb.ts';
import { invisibility, notifications, watchActivitySources } from './activity-sources.ts';
import { publishPresence } from './publish-presence.ts';
import { publishReceipts } from './publish-receipts.ts';

export interface StatusParts {
  readonly context: vscode.ExtensionContext;
  readonly holder: ChatServiceHolder;
  readonly account: () => IdentityKey | undefined;
  /** Somebody is using one of our pages: the editor does not say so. */
  readonly onPageActivity: Event<void>;
}

/** The person's status, watched, kept, and told to the chat service and to the views. */
export const createStatus = ({ context, holder, account, onPageActivity }: StatusParts): OwnStatus => {
  const idle = new Idle(clock, autoAway());
  const status = new OwnStatus(new PerAccount(context.globalState, 'status', choice, account), invisibility, idle);
  context.subscriptions.push(
    idle,
    status,
    watchActivitySources(idle),
    onPageActivity(() => idle.touch()),
    holder.setDoNotDisturb(doNotDisturb(status, notifications)),
    publishPresence(holder, status),
    publishReceipts(holder),
  );
  return status;
};
