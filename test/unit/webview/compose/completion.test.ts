import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, edit, isWritten, step, type Completion } from '../../../../webview/compose/completion.ts';
import { closedShortcode, triggerAt } from '../../../../webview/compose/trigger.ts';
import type { Header, Member } from '../../../../common/protocol/view/index.ts';
import { ana, direct, group } from '../../../support/view-samples.ts';

const named = (username: string, digit: string, presence: Member['presence'] = 'online'): Member => ({
  username,
  identity: digit.repeat(64),
  presence,
  owner: false,
});
const team: Header = {
  ...group,
  members: [
    { ...ana, presence: 'online', owner: false },
    named('Fabrício Reis', '1', 'offline'),
    named('Rafa Brito', '2', 'away'),
    named('Bruno Sato', '3', 'offline'),
    named('bruna', '4'),
  ],
};
const around = { header: team, me: ana.identity, portuguese: false };
const at = (text: string, more: Partial<typeof around> = {}): Completion | undefined => {
  const trigger = triggerAt(text, text.length);
  return trigger && complete(trigger, { ...around, ...more });
};
const labels = (text: string, more: Partial<typeof around> = {}): readonly string[] =>
  at(text, more)?.options.map(({ label }) => label) ?? [];

describe('names', () => {
  it('are found anywhere, those that begin so first, then words, then the rest; who is here before who is not', () => {
    expect(labels('hi @br')).toEqual(['bruna', 'Bruno Sato', 'Rafa Brito', 'Fabrício Reis']);
    expect(labels('@FABRI')).toEqual(['Fabrício Reis']);
    expect(labels('@')).toHaveLength(4);
  });

  it('may have words, but no name is offered once it has been left', () => {
    expect(labels('@bruno s')).toEqual(['Bruno Sato']);
    expect(labels('@Bruno ')).toEqual([]);
    expect(labels('@bruno how are you')).toEqual([]);
  });

  it.each(['mail@br', 'a@b.c @@br', '\\@br', '`@br', '```\n@br', '@br\n'])('are not offered in %j', (text) => {
    expect(labels(text)).toEqual([]);
  });

  it('mark the letters that were typed, whatever their accents', () => {
    expect(at('@brici')?.options[0]).toMatchObject({ label: 'Fabrício Reis', hit: { start: 2, end: 7 } });
  });

  it('take the place of what was typed, and a space that follows serves again', () => {
    const completion = at('ask @brun') as Completion;
    expect(edit('ask @brun', completion)).toEqual({ start: 4, end: 9, text: '@bruna ' });
    expect(edit('ask @brun now', completion)).toEqual({ start: 4, end: 10, text: '@bruna ' });
  });

  it('can be gone through in a circle', () => {
    const completion = at('@br') as Completion;
    expect(step(completion, -1).selected).toBe(3);
    expect(step(step(completion, -1), 1).selected).toBe(0);
  });
});

describe('emoji', () => {
  it('are offered from two letters on', () => {
    expect([labels(':t'), labels(':ta')[0]]).toEqual([[], ':tada:']);
  });

  it('are found by Portuguese words, with or without accents', () => {
    expect(at(':coração')?.options[0]).toMatchObject({ picture: expect.stringMatching(/\S/u) });
    expect(labels(':festa')).toContain(':tada:');
    expect(labels(':feliz')).not.toEqual([]);
  });

  it.each(['std::co', 'at 10:30', 'https://ta', 'a:ta', '`:ta', '``x ` :ta', '```\n:ta', ':zzzz'])(
    'are not offered in %j',
    (text) => {
      expect(labels(text)).toEqual([]);
    },
  );

  it('are written by their closed shortcode, but not in code and not in the middle of a word', () => {
    expect(closedShortcode('yes (:tada:', 11)).toEqual({ name: 'tada', start: 5 });
    for (const text of ['a:tada:', '::tada:', '`x` `:tada:`', '```\n:tada:', ':ta da:'])
      expect(closedShortcode(text, text.length), text).toBeUndefined();
  });
});

describe('commands', () => {
  it('are offered at the very start only, and only those that can be carried out', () => {
    const always = ['/msg', '/users', '/status', '/search'];
    expect(labels('/')).toEqual([...always, '/mute', '/leave', '/help']);
    expect(labels('/', { header: { ...team, mine: true, muted: true } })).toEqual([
      ...always,
      '/unmute',
      '/delete',
      '/help',
    ]);
    expect(labels('/', { header: direct(true) })).toEqual([...always, '/mute', '/help']);
    for (const text of [' /u', 'a /u', '/users now', '/etc/hosts', '//']) expect(labels(text), text).toEqual([]);
  });

  it('are known by both names, and called by the one of the language', () => {
    expect(labels('/', { portuguese: true }).slice(0, 2)).toEqual(['/mensagem', '/usuarios']);
    expect([labels('/dm'), labels('/buscar')]).toEqual([['/dm'], ['/buscar']]);
    expect([labels('/sa'), labels('/usuá')]).toEqual([['/sair'], ['/usuarios']]);
  });

  it('written in full leave Enter to sending', () => {
    expect(isWritten('/help', at('/help') as Completion)).toBe(true);
    expect(isWritten('/hel', at('/hel') as Completion)).toBe(false);
  });

  it('go on to what they are about: people, or how somebody may be', () => {
    expect(labels('/msg ')).toHaveLength(4);
    expect([labels('/msg @bruno s'), labels('/dm br')]).toEqual([
      ['Bruno Sato'],
      ['bruna', 'Bruno Sato', 'Rafa Brito', 'Fabrício Reis'],
    ]);
    const completion = at('/msg brun') as Completion;
    expect(edit('/msg brun', completion)).toEqual({ start: 4, end: 9, text: ' bruna ' });
    expect([labels('/mute '), labels('/mute 8')]).toEqual([['30m', '1h', '8h', 'tomorrow'], ['8h']]);
    expect(labels('/status ')).toEqual(['online', 'away', 'dnd', 'invisible']);
    expect(labels('/status INV')).toEqual(['invisible']);
    expect(labels('/status nao', { portuguese: true })).toEqual(['não perturbe']);
    for (const text of ['/msg bruna hello', '/help ', '/foo ', '/search x', 'a /msg b'])
      expect(labels(text), text).toEqual([]);
    expect(isWritten('/msg bruna', at('/msg bruna') as Completion)).toBe(true);
    expect(isWritten('/msg', at('/msg') as Completion)).toBe(false);
  });
});

it('never throws and never reaches beyond the text', () => {
  const sigils = fc.constantFrom('@', ':', '/', '`', ' ', '\n', 'br', 'ta', 'ã', '😀', '\\', '.');
  fc.assert(
    fc.property(fc.array(sigils, { maxLength: 30 }), fc.nat(60), (parts, place) => {
      const text = parts.join('');
      const caret = Math.min(place, text.length);
      const trigger = triggerAt(text, caret);
      if (trigger === undefined) return;
      expect(text.slice(trigger.start + 1, caret)).toBe(trigger.query);
      const completion = complete(trigger, around);
      const change = completion && edit(text, completion);
      if (change !== undefined) expect([change.start >= 0, change.end <= text.length]).toEqual([true, true]);
    }),
  );
});
