import { until } from './until.ts';

const sockets = (): string[] => process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'));

/** Waits until this process has neither a connection nor a server: goodbyes are said by then. Leak detection looks at neither. */
export const socketsClosed = (): Promise<void> => until(() => sockets().length === 0, 'all sockets closed');
