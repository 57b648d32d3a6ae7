import { describe, expect, test } from 'vitest';
import { findMentions, mentionBegun } from '../../../../common/text/index.ts';

const names = ['Ana', 'Ana Maria', 'bia', 'João da Silva', 'Νίκος', '東京', '김치', '😀', 'a@b', 'c++', 'ana-2'];
const found = (text: string): readonly string[] => findMentions(text, names).map(({ username }) => username);

test('says where, and by which name', () =>
  expect(findMentions('oi @ANA, tudo bem?', names)).toEqual([{ start: 3, end: 7, username: 'Ana' }]));

describe('called', () => {
  test.each([
    ['@Ana', 'Ana'],
    ['(@ana)', 'Ana'],
    ['@ana.', 'Ana'],
    ['@ana…', 'Ana'],
    ["@ana's", 'Ana'],
    ['**@bia**', 'bia'],
    ['cc @ana/@bia', 'Ana', 'bia'],
    ['@ana @ana', 'Ana', 'Ana'],
    ['@Ana Maria', 'Ana Maria'],
    ['@Ana Mariana', 'Ana'],
    ['@Ana  Maria', 'Ana'],
    ['@ana-2', 'ana-2'],
    ['@joão da silva!', 'João da Silva'],
    ['@joa\u0303o da silva', 'João da Silva'],
    ['@ΝΊΚΟΣ', 'Νίκος'],
    ['@東京 さん', '東京'],
    ['@김치', '김치'],
    ['@😀!', '😀'],
    ['😀@bia', 'bia'],
    ['@a@b', 'a@b'],
    ['@c++ is fine', 'c++'],
    ['.@bia', 'bia'],
    ['これは@ana', 'Ana'],
    ['@anaさん', 'Ana'],
    ['谢谢@ana！', 'Ana'],
    ['東京，@東京は', '東京'],
    ['@東京is here', '東京'],
    ['@김치이', '김치'],
    ['ขอบคุณ@ana', 'Ana'],
    ['＠ana', 'Ana'],
    ['ל@ana', 'Ana'],
    ['@ana。', 'Ana'],
    ['@ana/', 'Ana'],
    ['@ana: see example.org', 'Ana'],
    ['_@ana_', 'Ana'],
    ['~~@bia~~', 'bia'],
    ['| @ana |\n|-|\n| @bia |', 'Ana', 'bia'],
    ['> @ana\r\n\r\n@bia', 'Ana', 'bia'],
    ['    @ana', 'Ana'],
    ['> - @bia', 'bia'],
    ['a `b\n\n@ana c` d', 'Ana'],
    ['\\`@ana`', 'Ana'],
    ['`\\`@ana`', 'Ana'],
    ['`` ` `` @ana ` @bia', 'Ana', 'bia'],
    ['```\n```\n@ana', 'Ana'],
    ['~~~ `` ~\n~~~~\n@ana', 'Ana'],
    ['``` one ``` @ana', 'Ana'],
    ['\\\\@ana', 'Ana'],
    ['https://example.org/@ana @bia', 'bia'],
  ])('%j calls', (text, ...whom) => expect(found(text)).toEqual(whom));
});

describe('not called', () => {
  test.each([
    '@',
    '@ana2',
    '@anabel',
    'bia@ana',
    'mail ana@example.org',
    '@ana.maria',
    '@ana-maria',
    '@ana@example.org',
    '@ana@mastodon.social',
    '\uff20ana@social.example/1',
    'by @ana.bia@social.example, @carla',
    '@ana\u0301',
    '@김',
    '@😀\u200d💻',
    '@😀🏽',
    '@ ana',
    '@carla',
    '\\@ana',
    '`@ana`',
    '`` ` @ana ``',
    'a `b\n@ana c` d',
    '```\n@ana',
    '```ts\n@ana\n```',
    '~~~\n```\n@ana\n~~~',
    '````\n```\n@ana\n````',
    '- ```\n  @ana\n  ```',
    '1. > ~~~\n   > @ana',
    '@@bia',
    'medium.com/@ana',
    'medium.com?by=@ana',
    'www.medium.com/@ana/post',
    'npm i @ana/node',
    'node_modules/@ana',
    '@ana/bia/@bia',
    'import x from "@ana/x"',
    '@ana:matrix.example.org',
    'git@ana:bia/x.git',
    '[@ana](https://example.org)',
    '[x](https://example.org/@ana)',
    '<https://example.org/@ana>',
    'mailto:x@ana.example',
    '\\＠ana',
    'http://ana:x@bia',
    'https://medium.com/@ana',
  ])('%j calls nobody', (text) => expect(found(text)).toEqual([]));
});

test('of two names that are the same the first one is meant', () =>
  expect(findMentions('@ANA', ['ana', 'Ana'])).toEqual([{ start: 0, end: 4, username: 'ana' }]));

test.each([
  ['nothing', ''],
  ['what is no name', 'x'.repeat(41)],
])('%s is not looked for', (_, name) => expect(findMentions(`@${name}`, [name])).toEqual([]));

// [text, what is typed of a name, whether "ana" is called]
test.each([
  ['@ana', 'ana', true],
  ['hi @ana', 'ana', true],
  ['(@ana', 'ana', true],
  ['@ana ma', 'ana ma', true],
  ['@', '', false],
  ['これは@ana', 'ana', true],
  ['\uff20ana', 'ana', true],
  ['.@ana', 'ana', true],
  ['é@ana', undefined, false],
  ['_@ana', 'ana', true],
  ['x_@ana', undefined, false],
  ['@@ana', undefined, false],
  ['x/@ana', undefined, false],
  [String.raw`\@ana`, undefined, false],
  ['@ana\n', undefined, true],
])('is begun where it can be written: %j', (text, typed, called) => {
  expect(mentionBegun(text)).toBe(typed);
  expect(findMentions(text, ['ana']).length > 0).toBe(called);
});
