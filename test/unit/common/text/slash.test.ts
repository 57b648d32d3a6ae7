import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argumentBegun,
  asLiteral,
  maySlash,
  readSlash,
  slashBegun,
  slashNames,
} from '../../../../common/text/index.ts';

describe('slash commands', () => {
  it.each([
    ['/users', 'users', ''],
    ['/help', 'help', ''],
    ['/leave', 'leave', ''],
    ['/sair', 'leave', ''],
    ['/deletar_sala', 'delete', ''],
    ['/excluir', 'delete', ''],
    ['/LEAVE', 'leave', ''],
    ['  /Sair\n', 'leave', ''],
    ['/reativar', 'unmute', ''],
    ['/usuários', 'users', ''],
    ['/msg bia the salary list is wrong', 'message', 'bia the salary list is wrong'],
    ['/dm bia hi', 'message', 'bia hi'],
    ['/w bia', 'message', 'bia'],
    ['/mensagem bia oi', 'message', 'bia oi'],
    ['/msg bia see /etc/hosts', 'message', 'bia see /etc/hosts'],
    ['/msg\tbia hi', 'message', 'bia hi'],
    ['/msg\nbia\nhi', 'message', 'bia\nhi'],
    ['/msg@bia hi', 'message', '@bia hi'],
    ['/msg: bia hi', 'message', 'bia hi'],
    ['/MSG  bia  hi ', 'message', 'bia  hi'],
    ['\u200b/msg bia hi', 'message', 'bia hi'],
    ['\ufeff/msg bia hi', 'message', 'bia hi'],
    ['／msg bia hi', 'message', 'bia hi'],
    ['/mute 1h', 'mute', '1h'],
    ['/leave now', 'leave', 'now'],
    // what nobody sees ends a word too, and how people ask for help
    ['/msg\u200bbia the salary list', 'message', 'bia the salary list'],
    ['/msg \u2060bia hi\ufeff', 'message', 'bia hi'],
    ['/help\u200b', 'help', ''],
    ['/leave!', 'leave', '!'],
    ['/help?', 'help', '?'],
    ['/search timer', 'search', 'timer'],
    ['/status away', 'status', 'away'],
  ])('%j is %s with %j', (text, command, argument) => {
    expect(readSlash(text)).toEqual({ kind: 'command', command, argument });
  });

  it.each([
    ['/foo', '/foo'],
    ['/foo bar', '/foo'],
    [' /leav\n', '/leav'],
    ['/não sei', '/não'],
    ['/v2 is out', '/v2'],
    ['/do-it now', '/do-it'],
    ['/msgs bia the salary list', '/msgs'],
    ['/foo see /etc', '/foo'],
    ['/foo\nbar', '/foo'],
    ['/foo\u200b bar', '/foo'],
    ['/mu\u200bte', '/mu'],
    ['/ｍｓｇ bia hi', '/ｍｓｇ'],
  ])('%j is none: %s', (text, word) => {
    expect(readSlash(text)).toEqual({ kind: 'unknown', word });
  });

  it.each([
    '',
    '/',
    '//',
    '/ foo',
    'sair',
    'see /help',
    '/etc/hosts',
    '/usr/bin is full',
    '/bin:/usr/bin',
    '/a.ts',
    '/users.json is missing',
    '/24 is a subnet',
    '/?',
    '// a comment',
    '//TODO: fix',
    '//foo\nbar()',
    '///',
    '-- /help',
  ])('%j is a message as it stands', (text) => {
    expect(readSlash(text)).toEqual({ kind: 'text', text });
  });

  it.each([
    ['//help', '/help'],
    ['//foo bar', '/foo bar'],
    ['  //msg bia hi', '  /msg bia hi'],
  ])('%j is the text %j', (typed, text) => {
    expect(readSlash(typed)).toEqual({ kind: 'text', text });
  });

  const letters = fc.stringMatching(/^[a-zA-Zà-öø-ü][a-zA-Z0-9_-]{0,11}$/u);
  const before = fc.constantFrom('', ' ', '\n', '\t ', '\u200b', '\ufeff');
  const tail = fc.oneof(
    fc.constant(''),
    fc.tuple(fc.constantFrom(' ', '\n', '\t'), fc.string()).map((parts) => parts.join('')),
  );

  it('what begins as one is never a message, whatever it is about', () => {
    fc.assert(
      fc.property(
        before,
        fc.oneof(
          letters,
          fc.constantFrom(
            ...Object.values(slashNames)
              .flat()
              .map((name) => name.slice(1)),
          ),
        ),
        tail,
        (space, word, rest) => {
          expect(readSlash(`${space}/${word}${rest}`).kind).not.toBe('text');
          expect(maySlash(`${space}/${word}${rest}`)).toBe(true);
        },
      ),
    );
  });

  it('a path is a message as it stands', () => {
    fc.assert(
      fc.property(letters, letters, fc.string(), (first, second, rest) => {
        const text = `/${first}/${second}${rest}`;
        expect(readSlash(text)).toEqual({ kind: 'text', text });
      }),
    );
  });

  it('any line can be sent as it stands', () => {
    fc.assert(
      fc.property(
        letters,
        fc.string().map((text) => text.replaceAll(/[\n\r\u2028\u2029]/g, ' ').trim()),
        (word, rest) => {
          const text = `/${word} ${rest}`.trim();
          expect(readSlash(asLiteral(text))).toEqual({ kind: 'text', text });
        },
      ),
    );
  });

  it('takes time in proportion to the text', () => {
    const long = 300_000;
    const begin = process.cpuUsage();
    for (const text of [
      `/${'a'.repeat(long)}`,
      `//a${' '.repeat(long)}b\nc`,
      ' '.repeat(long),
      `${'\u200b '.repeat(long)}/`,
    ])
      readSlash(text);
    expect(process.cpuUsage(begin).user).toBeLessThan(2_000_000);
  });

  it.each([
    // [text, may become one, what is typed of it]
    ['/', true, ''],
    ['/leav', true, 'leav'],
    [' /leav', true, undefined],
    ['/leav ', true, undefined],
    ['/msg bia the sal', true, undefined],
    ['/na\u0303o', true, 'na\u0303o'],
    ['/etc/hosts', false, undefined],
    ['', false, undefined],
  ])('while it is typed: %j', (text, may, begun) => {
    expect([maySlash(text), slashBegun(text)]).toEqual([may, begun]);
  });

  it('knows what its argument has become so far', () => {
    expect(argumentBegun('/msg Bruno S')).toEqual({ command: 'message', query: 'Bruno S' });
    expect(argumentBegun('/status ')).toEqual({ command: 'status', query: '' });
    for (const text of ['/msg', '/foo x', ' /msg x', '/msg x\ny']) expect(argumentBegun(text), text).toBeUndefined();
  });
});
