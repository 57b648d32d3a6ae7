import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { bia, ReplicationRig } from '../../../support/replication-rig.ts';

const { certificate } = bia.device(0);
let rig: ReplicationRig;
beforeEach(() => {
  rig = new ReplicationRig();
});

const link = (): void => rig.sync.onUse(certificate);
const drain = (): void => {
  rig.room = true;
  rig.sync.onDrained(certificate.device);
};
const change = (): void => {
  for (const session of rig.sync.sessions) {
    for (const one of [rig.conversation, rig.other]) {
      rig.haveSender.markChanged(session, one, { author: bia.device(0).certificate.author, kind: 'content' });
    }
    rig.haveSender.flush(session);
  }
};

describe('HAVE', () => {
  test('goes out in full once, for each conversation', () => {
    link();
    expect(rig.take()).toEqual(['HAVE all of one', 'HAVE all of other']);
    rig.sync.onDrained(certificate.device);
    expect(rig.take()).toEqual([]);
  });

  test('is not made while the link is full, and follows when it has drained', () => {
    rig.room = false;
    link();
    change();
    expect(rig.take()).toEqual([]);
    drain();
    expect(rig.take()).toEqual(['HAVE all of one', 'HAVE all of other']);
  });

  test('of what has changed waits, and is told once however often that was', () => {
    link();
    rig.take();
    rig.room = false;
    for (let i = 0; i < 5; i++) {
      change();
      rig.clock.advance(200);
    }
    expect(rig.take()).toEqual([]);
    drain();
    rig.clock.advance(200);
    expect(rig.take()).toEqual(['HAVE news of one', 'HAVE news of other']);
    rig.sync.onDrained(certificate.device);
    rig.clock.advance(200);
    expect(rig.take()).toEqual([]);
  });

  test('goes as far as there is room', () => {
    link();
    rig.take();
    rig.clock.advance(200);
    const { send } = rig;
    rig.send = (said) => {
      send(said);
      rig.room = false;
    };
    change();
    expect(rig.take()).toEqual(['HAVE news of one']);
    drain();
    rig.clock.advance(200);
    expect(rig.take()).toEqual(['HAVE news of other']);
  });
});

describe('an answer', () => {
  test('is made when there is room, in the order of the questions', () => {
    link();
    rig.take();
    for (const count of [1, 2, 3]) rig.ask(count);
    rig.clock.advance(100);
    expect(rig.take()).toEqual(['ENTRIES last', 'ENTRIES last', 'ENTRIES last']);
    expect(rig.looked).toEqual([1, 2, 3]);
  });

  test('is not looked for while the link is full; of those that were given up none is answered when it has drained', () => {
    link();
    rig.take();
    rig.room = false;
    for (let count = 1; count < 10; count++) {
      rig.ask(count);
      rig.clock.advance(30_000);
    }
    expect([rig.looked, rig.take()]).toEqual([[], []]);
    drain();
    rig.clock.advance(100);
    expect([rig.looked, rig.take()]).toEqual([[9], ['ENTRIES last']]);
    expect(rig.clock.waiting).toBe(0);
  });

  test('fills the link before the next one is made', () => {
    link();
    rig.take();
    const { send } = rig;
    rig.send = (said) => {
      send(said);
      rig.room = false;
    };
    for (const count of [1, 2]) rig.ask(count);
    rig.clock.advance(100);
    expect(rig.looked).toEqual([1]);
    drain();
    rig.clock.advance(100);
    expect(rig.looked).toEqual([1, 2]);
  });

  test('is refused to whoever asks for many at once while there is room', () => {
    link();
    for (const count of [1, 2, 3, 4]) rig.ask(count);
    expect(() => rig.ask(5)).toThrow(AppError);
  });
});

test('whoever is gone is sent nothing more', () => {
  rig.room = false;
  link();
  rig.ask(1);
  rig.sync.onDown(certificate.device);
  drain();
  rig.clock.advance(1000);
  expect([rig.take(), rig.looked, rig.clock.waiting]).toEqual([[], [], 0]);
});
