import type { Disposable } from '../../../common/base/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { onDidChangeSetting, setting } from '../config.ts';

/** Tells the chat service when the setting for read receipts changes; it starts with the right one. */
export const publishReceipts = (holder: ChatServiceHolder): Disposable =>
  onDidChangeSetting('privacy.sendReadReceipts', () =>
    holder.notify((service) => service.setReadReceipts({ on: setting('privacy.sendReadReceipts') })),
  );
