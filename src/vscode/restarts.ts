import type { Disposable } from '../../common/base/index.ts';
import type { ChatServiceHolder } from './chat-service-holder.ts';

/** Tells each time that the engine of the present service runs again after an error. */
export const watchRestarts = (
  holder: Pick<ChatServiceHolder, 'onDidChange' | 'service'>,
  tell: () => void,
): Disposable => {
  let service: ChatServiceHolder['service'];
  let watching: Disposable | undefined;
  const follow = (): void => {
    if (holder.service === service) return;
    watching?.dispose();
    service = holder.service;
    let interrupted = false;
    watching = service?.onDidChangeEngine(({ kind }) => {
      if (kind === 'restarting') interrupted = true;
      if (kind !== 'open' || !interrupted) return;
      interrupted = false;
      tell();
    });
  };
  follow();
  const changes = holder.onDidChange(follow);
  return {
    dispose: () => {
      changes.dispose();
      watching?.dispose();
    },
  };
};
