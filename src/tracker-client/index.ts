export { TrackerSession, type TrackerState } from './core/tracker-session.ts';
export type { Hello, TrackerSessionOptions } from './core/greeting.ts';
export type { OpenSocket, SocketEvents, TextSocket } from './core/ports.ts';
export { checkTrackerUrl, parseTrackerUrl, typedAddress, type TrackerUrl } from './core/tracker-url.ts';
export { webSocketFactory } from './node/web-socket.ts';
