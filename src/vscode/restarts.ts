import type { Disposable } from '../../common/base/index.ts';
import type { ChatHost } from './chat-host.ts';

/** Tells each time that the engine of the present service runs again after an error. */
export const watchRestarts = (host: Pick<ChatHost, 'onDidChange' | 'service'>, tell: () => void): Disposable => {
  let service: ChatHost['service'];
  let watching: Disposable | undefined;
  const follow = (): void => {
    if (host.service === service) return;
    watching?.dispose();
    service = host.service;
    let interrupted = false;
    watching = service?.onDidChangeEngine(({ kind }) => {
      if (kind === 'restarting') interrupted = true;
      if (kind !== 'open' || !interrupted) return;
      interrupted = false;
      tell();
    });
  };
  follow();
  const changes = host.onDidChange(follow);
  return {
    dispose: () => {
      changes.dispose();
      watching?.dispose();
    },
  };
};
