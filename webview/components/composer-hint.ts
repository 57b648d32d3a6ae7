import { html, nothing, type TemplateResult } from 'lit';
import { charactersLeft } from '../../common/text/index.ts';
import { splitMessage } from '../compose/split-message.ts';
import type { ComposerState } from '../compose/composer-state.ts';
import { t } from '../l10n.ts';
import { languageName } from '../markup/highlight.ts';
import { numberText } from '../text/format.ts';
import { act } from './parts.ts';
import type { ComposerActions } from './view.ts';

/** Characters left at which it begins to matter. */
const nearCap = 500;

/** Between field and buttons: why something cannot be sent, and what can be done about it. */
export const composerHint = (state: ComposerState, composer: ComposerActions): TemplateResult | typeof nothing => {
  const { text, problem, suggestion } = state;
  if (problem !== undefined)
    return hint(problem.why, problem.asText ? act(t('Send as Text'), () => composer.submitAsText()) : nothing);
  const left = charactersLeft(text);
  if (left < 0) return tooLong(state, composer);
  if (suggestion?.isCode) return looksLikeCode(suggestion.language, composer);
  return left < nearCap ? hint(t('{0} characters left', numberText(left)), nothing) : nothing;
};

const hint = (words: string, actions: unknown, look = ''): TemplateResult =>
  html`<div class="composer-hint ${look}" role="status">
    <span class="grow">${words}</span><span class="acts">${actions}</span>
  </div>`;

const looksLikeCode = (language: string, composer: ComposerActions): TemplateResult => {
  const words = language === '' ? t('This looks like code.') : t('This looks like {0}.', languageName(language));
  const actions = html`${act(t('Format as Code'), () => composer.paste.format())}
  ${act(t('Keep as Text'), () => composer.paste.keep(), 'calm')}`;
  return hint(words, actions);
};

/** One can go on: as several messages, without the end, or without what was pasted. */
const tooLong = ({ text, suggestion, editing }: ComposerState, composer: ComposerActions): TemplateResult => {
  const parts = editing === undefined ? splitMessage(text, suggestion) : undefined;
  const actions = html`${
    parts === undefined
      ? nothing
      : act(t('Send as Code in {0} Parts', numberText(parts.length)), () => composer.paste.sendInParts())
  }
  ${act(t('Cut to Fit'), () => composer.paste.cutToFit(), 'calm')}
  ${suggestion === undefined ? nothing : act(t('Remove What I Pasted'), () => composer.paste.remove(), 'calm')}`;
  return hint(t('Too long by {0} characters', numberText(-charactersLeft(text))), actions, 'is-over');
};
