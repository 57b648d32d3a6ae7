import { describe, expect, it } from 'vitest';
import { isUnknownSlash, maySlash, parseSlash, slashBegun } from '../../../../common/text/index.ts';

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

  it.each([
    // [text, unknown, may become one, what is typed of it]
    ['/', false, true, ''],
    ['/leav', true, true, 'leav'],
    [' /leav', true, true, undefined],
    ['/leav ', true, false, undefined],
    ['/na\u0303o', false, false, 'na\u0303o'],
    ['/não', true, true, 'não'],
    ['/etc/hosts', false, false, undefined],
    ['/v2', false, false, undefined],
    ['', false, false, undefined],
  ])('what looks like one: %j', (text, unknown, may, begun) => {
    expect([isUnknownSlash(text), maySlash(text), slashBegun(text)]).toEqual([unknown, may, begun]);
  });
});
