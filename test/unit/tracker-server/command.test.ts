import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../tracker-server/src/command.ts';

describe('commands', () => {
  it.each<[string[], object | undefined]>([
    [['status'], { kind: 'status', data: '/env', json: false }],
    [['status', '--data', '/d', '--json'], { kind: 'status', data: '/d', json: true }],
    [['backup', '/b.tar'], { kind: 'backup', file: '/b.tar', data: '/env', json: false }],
    [['verify', '/b.tar'], { kind: 'verify', file: '/b.tar', json: false }],
    [['restore', '/b.tar', '--data=/d'], { kind: 'restore', file: '/b.tar', data: '/d', json: false }],
    [[], undefined],
    [['--port', '0'], undefined],
    [['start'], undefined],
  ])('%j', (args, expected) => {
    expect(readCommand(args, { P2P_CHAT_DATA: '/env' })).toEqual(expected);
  });

  it.each([
    [['status', 'x']],
    [['backup']],
    [['backup', 'a', 'b']],
    [['backup', 'a', '--fast']],
    [['verify', 'a', '--data', '/d']],
    // not where the environment happens to say
    [['restore', 'a']],
    [['restore', '--data', '/d']],
  ])('refuses %j with how it is meant', (args) => {
    expect(() => readCommand(args, { P2P_CHAT_DATA: '/env' })).toThrow(`Usage: p2p-chat-tracker ${args[0]} `);
  });
});
