import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import type { Disposable } from '../../../common/base/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import type { OwnStatus } from './own-status.ts';

/** Tells the chat service how its person is, before it can have signed in; a window without the service tells nobody. */
export const publishPresence = (holder: ChatServiceHolder, status: OwnStatus): Disposable => {
  let told: { readonly service: ChatService; readonly presence: OwnPresence } | undefined;
  const tell = (): void => {
    const { service } = holder;
    const { presence } = status;
    if (!service || (told?.service === service && told.presence === presence)) return;
    told = { service, presence };
    holder.notify((one) => one.setPresence({ presence }));
  };
  tell();
  // the holder speaks after every change of the status too, and when somebody else has signed in
  return holder.onDidChange(tell);
};
