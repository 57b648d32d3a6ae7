import type { Clock, Net, Pipe } from '../../common/base/index.ts';
import type { Port } from '../../common/protocol/chat/index.ts';
import type { OpenSocket } from '../tracker-client/index.ts';
import type { Guard } from './core/guard.ts';

// Every way from the world into a core, behind a guard.

export const guardedClock = (clock: Clock, guard: Guard): Clock => ({
  mono: () => clock.mono(),
  wall: () => clock.wall(),
  setTimer: (ms, run) => clock.setTimer(ms, () => guard.run(run)),
});

export const guardedNet = (net: Net, guard: Guard): Net => ({
  interfaces: () => net.interfaces(),
  listen: (at, on) =>
    net.listen(at, {
      listening: (port) => guard.run(() => on.listening(port)),
      pipe: (pipe) => guard.run(() => on.pipe(guardedPipe(pipe, guard))),
      failed: (why) => guard.run(() => on.failed(why)),
    }),
  dial: (to, on) =>
    net.dial(to, {
      open: (pipe) => guard.run(() => on.open(guardedPipe(pipe, guard))),
      fail: (why) => guard.run(() => on.fail(why)),
    }),
});

const guardedPipe = (pipe: Pipe, guard: Guard): Pipe => ({
  remote: pipe.remote,
  local: pipe.local,
  bindingId: pipe.bindingId,
  unsent: () => pipe.unsent(),
  write: (bytes) => pipe.write(bytes),
  pause: (on) => pipe.pause(on),
  end: () => pipe.end(),
  destroy: () => pipe.destroy(),
  handle: (handler) =>
    pipe.handle({
      data: (bytes) => guard.run(() => handler.data(bytes)),
      drain: () => guard.run(() => handler.drain()),
      close: (why) => guard.run(() => handler.close(why)),
    }),
});

export const guardedSockets =
  (open: OpenSocket, guard: Guard): OpenSocket =>
  (url, events) =>
    open(url, {
      open: () => guard.run(() => events.open()),
      text: (text) => guard.run(() => events.text(text)),
      heard: () => guard.run(() => events.heard()),
      close: (why, refused) => guard.run(() => events.close(why, refused)),
    });

export const guardedPort = <In, Out>(port: Port<In, Out>, guard: Guard): Port<In, Out> => ({
  post: (message) => port.post(message),
  listen: (hear) => port.listen((message) => guard.run(() => hear(message))),
  close: () => port.close(),
});
