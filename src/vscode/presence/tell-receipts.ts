import type { Disposable } from '../../../common/base/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { onDidChangeSetting, setting } from '../config.ts';

/** Tells the chat service when the setting for read receipts changes; it starts with the right one. */
export const tellReceipts = (host: ChatHost): Disposable =>
  onDidChangeSetting('privacy.sendReadReceipts', () =>
    host.tell((service) => service.setReadReceipts({ on: setting('privacy.sendReadReceipts') })),
  );
