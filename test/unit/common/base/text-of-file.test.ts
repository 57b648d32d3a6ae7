import { expect, test } from 'vitest';
import { textOfFile } from '../../../../common/base/index.ts';

const text = 'a password\r\nwith two lines and ã';

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('reads %s', (_, bytes) => expect(textOfFile(bytes)).toBe(text));

test.each([
  ['UTF-16 without a mark', Buffer.from('password', 'utf16le')],
  ['UTF-32', Buffer.from('fffe000070000000', 'hex')],
  ['Latin-1', Buffer.from('são', 'latin1')],
  ['half a letter of UTF-16', Buffer.from('fffe7000ff', 'hex')],
  ['half a pair of UTF-16', Buffer.from('fffe00d8', 'hex')],
  ['a program', Buffer.from('7f454c46020101000000', 'hex')],
])('and does not guess: %s', (_, bytes) => expect(textOfFile(bytes)).toBeUndefined());

test('nothing is an empty text', () => expect(textOfFile(Buffer.alloc(0))).toBe(''));
