import { html, nothing, type TemplateResult } from 'lit';
import { charactersLeft } from '../../common/text/index.ts';
import { inParts } from '../compose/parts.ts';
import type { Writing } from '../compose/writing.ts';
import { t } from '../l10n.ts';
import { languageName } from '../markup/colour.ts';
import { numberText } from '../text/format.ts';
import { act } from './parts.ts';
import type { WriterActions } from './view.ts';

/** Characters left at which it begins to matter. */
const nearCap = 500;

/** Between field and buttons: why something cannot be sent, and what can be done about it. */
export const composerHint = (writing: Writing, writer: WriterActions): TemplateResult | typeof nothing => {
  const { text, held, offer } = writing;
  if (held !== undefined)
    return hint(held.why, held.asText ? act(t('Send as Text'), () => writer.submitAsText()) : nothing);
  const left = charactersLeft(text);
  if (left < 0) return tooLong(writing, writer);
  if (offer?.isCode) return looksLikeCode(offer.language, writer);
  return left < nearCap ? hint(t('{0} characters left', numberText(left)), nothing) : nothing;
};

const hint = (words: string, actions: unknown, look = ''): TemplateResult =>
  html`<div class="composer-hint ${look}" role="status">
    <span class="grow">${words}</span><span class="acts">${actions}</span>
  </div>`;

const looksLikeCode = (language: string, writer: WriterActions): TemplateResult => {
  const words = language === '' ? t('This looks like code.') : t('This looks like {0}.', languageName(language));
  const actions = html`${act(t('Format as Code'), () => writer.pasting.format())}
  ${act(t('Keep as Text'), () => writer.pasting.keep(), 'calm')}`;
  return hint(words, actions);
};

/** One can go on: as several messages, without the end, or without what was pasted. */
const tooLong = ({ text, offer, editing }: Writing, writer: WriterActions): TemplateResult => {
  const parts = editing === undefined ? inParts(text, offer) : undefined;
  const actions = html`${
    parts === undefined
      ? nothing
      : act(t('Send as Code in {0} Parts', numberText(parts.length)), () => writer.pasting.sendInParts())
  }
  ${act(t('Cut to Fit'), () => writer.pasting.cutToFit(), 'calm')}
  ${offer === undefined ? nothing : act(t('Remove What I Pasted'), () => writer.pasting.remove(), 'calm')}`;
  return hint(t('Too long by {0} characters', numberText(-charactersLeft(text))), actions, 'is-over');
};
