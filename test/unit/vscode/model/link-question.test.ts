import { expect, test } from 'vitest';
import { decodePageCall } from '../../../../common/protocol/view/decode.ts';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { linkQuestion } from '../../../../src/vscode/model/link-question.ts';

test('the question names the host that is really reached', () => {
  expect(linkQuestion('https://example.org@evil.test/a')).toEqual({
    url: 'https://example.org@evil.test/a',
    question: 'Open evil.test in your browser?',
    detail: 'https://example.org@evil.test/a',
  });
  expect(linkQuestion('mailto:ana@example.org')?.question).toBe('Email this address?');
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
  expect(() => decodePageCall({ verb: 'openLink', params: { url } })).toThrow('openLink');
});

const link = (url: string) => decodePageCall({ verb: 'openLink', params: { url } });
const code = (text: string) => decodePageCall({ verb: 'insertCode', params: { text } });

test('a page may say what it has to, up to its caps', () => {
  expect(link('https://example.org/').params).toEqual({ url: 'https://example.org/' });
  expect(() => link(`https://example.org/${'a'.repeat(viewLimits.url)}`)).toThrow('openLink');
  expect(() => link('https://example.org/\n')).toThrow('openLink');
  expect(code('x'.repeat(viewLimits.text)).verb).toBe('insertCode');
  expect(() => code('x'.repeat(viewLimits.text + 1))).toThrow('insertCode');
  expect(() => code('')).toThrow('insertCode');
});
