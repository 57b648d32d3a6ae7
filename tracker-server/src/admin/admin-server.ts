import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { AppError } from '../../../common/base/index.ts';
import { readLine } from './line.ts';
import { adminRequest, type AdminReply, type AdminRequest, type AdminResult } from './protocol.ts';

/** Connections at a time. */
const connectionsMost = 16;

/** Listens for commands of whoever runs the tracker, for his eyes alone. */
export class AdminServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #run: (request: AdminRequest) => Promise<AdminResult>;

  private constructor(run: (request: AdminRequest) => Promise<AdminResult>) {
    this.#run = run;
    this.#server = createServer((socket) => this.#onSocket(socket));
    this.#server.maxConnections = connectionsMost;
  }

  /** The database is ours alone, so what lies there was left by a tracker that is gone. */
  static async open(path: string, run: (request: AdminRequest) => Promise<AdminResult>): Promise<AdminServer> {
    const server = new AdminServer(run);
    if (process.platform !== 'win32') rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      const mask = process.umask(0o177);
      try {
        server.#server.listen(path, resolve);
      } finally {
        process.umask(mask);
      }
    });
    server.#server.on('error', () => {});
    return server;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #onSocket(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    void this.#serve(socket);
  }

  async #serve(socket: Socket): Promise<void> {
    const reply = await this.#answer(await readLine(socket));
    if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`);
  }

  async #answer(line: string | undefined): Promise<AdminReply> {
    try {
      return { ok: true, result: await this.#run(adminRequest.parse(JSON.parse(line ?? ''))) };
    } catch (error) {
      return { ok: false, error: AppError.from(error).message };
    }
  }
}
