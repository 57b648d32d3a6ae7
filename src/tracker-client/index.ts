export { TrackerSession } from './core/tracker-session.ts';
export type { Hello, TrackerSessionOptions, TrackerState } from './core/session-types.ts';
export type { OpenSocket, SocketEvents, TextSocket } from './core/ports.ts';
export { checkTrackerUrl } from './core/tracker-url.ts';
export { webSocketFactory } from './node/web-socket.ts';
export { healthLimits, type Answer } from './core/health.ts';
export { askHealth } from './node/ask-health.ts';
