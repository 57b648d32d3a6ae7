import { engineLimits, type SocketNews, type SocketWish } from '../../common/protocol/chat/index.ts';
import { webSocketFactory, type OpenSocket, type TextSocket } from '../tracker-client/index.ts';

interface HostSocket {
  readonly socket: TextSocket;
  /** UTF-16 units that the engine has not read yet. */
  unread: number;
}

/** The sockets that an engine has opened here, where the editor's proxy and certificates count. */
export class HostSockets {
  readonly #open: OpenSocket;
  readonly #tell: (id: number, news: SocketNews) => void;
  readonly #sockets = new Map<number, HostSocket>();

  constructor(tell: (id: number, news: SocketNews) => void, open: OpenSocket = webSocketFactory()) {
    this.#tell = tell;
    this.#open = open;
  }

  hear(id: number, wish: SocketWish): void {
    if (wish.type === 'open') return this.#begin(id, wish.url);
    const one = this.#sockets.get(id);
    if (one === undefined) return;
    switch (wish.type) {
      case 'send':
        if (one.socket.send(wish.text)) this.#tell(id, { type: 'taken', size: wish.text.length });
        else this.#end(id, 'the tracker takes nothing more');
        return;
      case 'taken':
        one.unread -= wish.size;
        return;
      case 'ping':
        return one.socket.ping();
      case 'close':
        this.#sockets.delete(id);
        return one.socket.dispose();
    }
  }

  /** The engine has gone. */
  dispose(): void {
    for (const { socket } of this.#sockets.values()) socket.dispose();
    this.#sockets.clear();
  }

  #begin(id: number, url: string): void {
    const socket = this.#open(url, {
      open: () => this.#tell(id, { type: 'opened' }),
      heard: () => this.#tell(id, { type: 'heard' }),
      text: (text) => this.#onText(id, text),
      close: (why, refused) => {
        this.#sockets.delete(id);
        this.#tell(id, {
          type: 'closed',
          why,
          ...(refused && { refused: { code: refused.code, message: refused.message } }),
        });
      },
    });
    this.#sockets.set(id, { socket, unread: 0 });
  }

  #onText(id: number, text: string): void {
    const one = this.#sockets.get(id);
    if (one === undefined) return;
    one.unread += text.length;
    if (one.unread > engineLimits.socketUnread) this.#end(id, 'the engine reads nothing more');
    else this.#tell(id, { type: 'text', text });
  }

  #end(id: number, why: string): void {
    this.#sockets.get(id)?.socket.dispose();
    this.#sockets.delete(id);
    this.#tell(id, { type: 'closed', why });
  }
}
