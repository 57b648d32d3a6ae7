import { AppError, type Disposable } from '../../../common/base/index.ts';
import { engineLimits, type SocketNews, type SocketWish } from '../../../common/protocol/chat/index.ts';

/** What a text socket tells whoever has opened it. */
export interface RemoteSocketEvents {
  open(): void;
  text(text: string): void;
  heard(): void;
  close(why: string, refused?: AppError): void;
}

interface Remote {
  readonly events: RemoteSocketEvents;
  /** UTF-16 units that have not left the host. */
  unsent: number;
}

/** Text sockets that somebody else opens, where proxy and certificates of the editor count: wishes out, news in. */
export class RemoteSockets {
  readonly #wish: (id: number, wish: SocketWish) => void;
  readonly #sockets = new Map<number, Remote>();
  #lastId = 0;

  constructor(wish: (id: number, wish: SocketWish) => void) {
    this.#wish = wish;
  }

  open(
    url: string,
    events: RemoteSocketEvents,
  ): Disposable & { readonly send: (text: string) => boolean; readonly ping: () => void } {
    const id = ++this.#lastId;
    const remote: Remote = { events, unsent: 0 };
    this.#sockets.set(id, remote);
    this.#wish(id, { type: 'open', url });
    return {
      send: (text) => {
        if (!this.#sockets.has(id)) return true;
        if (remote.unsent > engineLimits.socketUnsent) return false;
        remote.unsent += text.length;
        this.#wish(id, { type: 'send', text });
        return true;
      },
      ping: () => {
        if (this.#sockets.has(id)) this.#wish(id, { type: 'ping' });
      },
      dispose: () => {
        if (this.#sockets.delete(id)) this.#wish(id, { type: 'close' });
      },
    };
  }

  hear(id: number, news: SocketNews): void {
    const remote = this.#sockets.get(id);
    if (remote === undefined) return;
    const { events } = remote;
    switch (news.type) {
      case 'opened':
        return events.open();
      case 'heard':
        return events.heard();
      case 'text':
        this.#wish(id, { type: 'taken', size: news.text.length });
        return events.text(news.text);
      case 'taken':
        remote.unsent -= news.size;
        return;
      case 'closed': {
        const { why, refused } = news;
        this.#sockets.delete(id);
        return events.close(why, refused && new AppError(refused.code, refused.message));
      }
    }
  }
}
