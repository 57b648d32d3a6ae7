import { afterEach, expect, it } from 'vitest';
import type { OwnPresence } from '../../../common/protocol/tracker/index.ts';
import { auth, SessionRig } from '../../support/session-rig.ts';

let wish: OwnPresence = 'online';
let rig: SessionRig;
const greeted = (presence: OwnPresence): void => {
  wish = presence;
  rig = new SessionRig({ presence: () => wish });
  rig.session.start();
  rig.greet();
};
const said = (): unknown[] => rig.socket.sent.map(({ cmd, presence }) => presence ?? cmd);

afterEach(() => expect(rig.end()).toEqual({ timers: 0, sockets: 0 }));

it('says what is wished before it signs in, on every connection', () => {
  greeted('invisible');
  expect(rig.socket.sent).toEqual([
    { id: 1, cmd: 'SET_PRESENCE', presence: 'invisible' },
    { id: 2, cmd: 'AUTH', ...auth },
  ]);
  rig.accept();
  expect(rig.session.state.kind).toBe('signedIn');
  rig.socket.close('gone');
  wish = 'dnd';
  rig.clock.advance(rig.wait);
  rig.greet();
  expect(said()).toEqual(['dnd', 'AUTH']);
});

it('says nothing of what goes without saying, but takes back what was said', () => {
  greeted('online');
  expect(said()).toEqual(['AUTH']);
  rig.accept();
  for (const next of ['away', 'online'] as const) {
    wish = next;
    rig.session.presenceChanged();
  }
  expect(said()).toEqual(['AUTH', 'away', 'online']);
});

it.each(['NOT_YET', 'UNKNOWN_COMMAND', 'RATE_LIMITED'])('signs in to a tracker that answers %s', (code) => {
  greeted('away');
  rig.socket.say({ id: 1, status: 'ERROR', code, msg: 'no' });
  rig.accept();
  expect(rig.kinds).toEqual(['connecting', 'greeted', 'signedIn']);
});

it('keeps a wish for later while there is no connection', () => {
  greeted('online');
  rig.accept();
  rig.socket.close('gone');
  wish = 'invisible';
  rig.session.presenceChanged();
  rig.clock.advance(rig.wait);
  rig.greet();
  expect(said()).toEqual(['invisible', 'AUTH']);
});
