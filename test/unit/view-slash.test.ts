import { describe, expect, it } from 'vitest';
import { parseSlash } from '../../common/protocol/view/index.ts';

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
  ])('%j is %s', (text, command) => {
    expect(parseSlash(text)).toBe(command);
  });

  it.each(['', '/', 'sair', 'users', '/usersx', '/users now', 'see /help', '/etc/hosts', '//help', '/deletar sala'])(
    '%j is a message',
    (text) => {
      expect(parseSlash(text)).toBeUndefined();
    },
  );
});
