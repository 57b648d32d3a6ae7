import type * as vscode from 'vscode';
import type { Event } from '../../../common/base/index.ts';
import type { IdentityKey } from '../../../common/model/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { autoAway } from '../config.ts';
import { Idle } from './idle.ts';
import { choice, OwnStatus } from './own-status.ts';
import { PerAccount } from './per-account.ts';
import { quietOf } from '../notifications/quiet.ts';
import { hiding, notifications, watchSigns } from './activity-sources.ts';
import { tellPresence } from './tell-presence.ts';
import { tellReceipts } from './tell-receipts.ts';

export interface StatusParts {
  readonly context: vscode.ExtensionContext;
  readonly host: ChatHost;
  readonly account: () => IdentityKey | undefined;
  /** Somebody is using one of our pages: the editor does not say so. */
  readonly onDidUsePage: Event<void>;
}

/** The person's status, watched, kept, and told to the chat service and to the views. */
export const createStatus = ({ context, host, account, onDidUsePage }: StatusParts): OwnStatus => {
  const idle = new Idle(clock, autoAway());
  const status = new OwnStatus(new PerAccount(context.globalState, 'status', choice, account), hiding, idle);
  context.subscriptions.push(
    idle,
    status,
    watchSigns(idle),
    onDidUsePage(() => idle.touch()),
    host.setQuiet(quietOf(status, notifications)),
    tellPresence(host, status),
    tellReceipts(host),
  );
  return status;
};
