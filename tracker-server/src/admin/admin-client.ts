import { connect } from 'node:net';
import { AppError } from '../../../common/base/index.ts';
import { readLine } from './line.ts';
import { adminReply, type AdminRequest, type AdminResult } from './protocol.ts';

/** Nobody listens there. */
const notThere: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED']);

/** Asks a running tracker; undefined if none runs. Throws what it refuses with. */
export const askTracker = async (path: string, request: AdminRequest): Promise<AdminResult | undefined> => {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.on('error', () => {});
    socket.write(`${JSON.stringify(request)}\n`);
    const line = await readLine(socket);
    if (line === undefined) throw new AppError('INTERNAL', 'The tracker ended.');
    const reply = adminReply.parse(JSON.parse(line));
    if (!reply.ok) throw new AppError('INTERNAL', reply.error);
    return reply.result;
  } catch (error) {
    if (notThere.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  } finally {
    socket.destroy();
  }
};
