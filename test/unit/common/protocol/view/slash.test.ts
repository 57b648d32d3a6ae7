import { describe, expect, it } from 'vitest';
import { isUnknownSlash, parseSlash } from '../../../../../common/protocol/view/index.ts';

describe('slash commands', () => {
  it.each([
    ['/users', 'users'],
    ['/help', 'help'],
    ['/leave', 'leave'],
    ['/sair', 'leave'],
    ['/delete', 'delete'],
    ['/deletar_sala', 'delete'],
    ['/LEAVE', 'leave'],
    ['  /Sair\n', 'leave'],
    ['/mute', 'mute'],
    ['/reativar', 'unmute'],
    ['/usuários', 'users'],
  ])('%j is %s', (text, command) => {
    expect(parseSlash(text)).toBe(command);
  });

  it.each(['', '/', 'sair', 'users', '/usersx', '/users now', 'see /help', '/etc/hosts', '//help', '/deletar sala'])(
    '%j is a message',
    (text) => {
      expect(parseSlash(text)).toBeUndefined();
    },
  );

  it('doubts one word that could only be meant as a command', () => {
    for (const text of ['/leav', ' /foo\n', '/não']) expect(isUnknownSlash(text), text).toBe(true);
    for (const text of ['/help', '/', '//', '/etc/hosts', '/v2', '/leave now', 'a /leav', '/a.ts'])
      expect(isUnknownSlash(text), text).toBe(false);
  });
});
