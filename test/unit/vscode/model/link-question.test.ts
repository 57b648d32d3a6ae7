import { expect, test } from 'vitest';
import { linkParams, textParams } from '../../../../common/protocol/view/decode.ts';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { linkQuestion } from '../../../../src/vscode/model/link-question.ts';

test('the question names the host that is really reached', () => {
  expect(linkQuestion('https://example.org@evil.test/a')).toEqual({
    url: 'https://example.org@evil.test/a',
    question: 'Open evil.test in the browser?',
    detail: 'https://example.org@evil.test/a',
  });
  expect(linkQuestion('mailto:ana@example.org')?.question).toBe('Write to this address?');
});

test('an endless address is cut in the middle', () => {
  expect(linkQuestion(`https://example.org/${'a'.repeat(1900)}`)?.detail).toHaveLength(603);
});

test.each([
  'javascript:alert(1)',
  'command:x',
  'file:///etc/passwd',
  'vscode://a/b',
  'nonsense',
  'data:text/html,x',
  '',
])('nobody is asked about %s, and no page may say it', (url) => {
  expect(linkQuestion(url)).toBeUndefined();
  expect(linkParams.safeParse({ url }).success).toBe(false);
});

test('a page may say what it has to, up to its caps', () => {
  expect(linkParams.parse({ url: 'https://example.org/' })).toEqual({ url: 'https://example.org/' });
  expect(linkParams.safeParse({ url: `https://example.org/${'a'.repeat(viewLimits.url)}` }).success).toBe(false);
  expect(linkParams.safeParse({ url: 'https://example.org/\n' }).success).toBe(false);
  expect(textParams.safeParse({ text: 'x'.repeat(viewLimits.text + 1) }).success).toBe(false);
  expect(textParams.safeParse({ text: '' }).success).toBe(false);
});
