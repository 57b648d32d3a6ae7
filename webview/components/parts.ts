import { html, nothing, type TemplateResult } from 'lit';
import type { Presence, Who } from '../../common/model/index.ts';
import { keyDigits } from '../../common/text/index.ts';
import { t } from '../l10n.ts';
import type { State } from '../state/state.ts';
import { initials } from '../text/format.ts';

/** Always beside words, or in a button that has a name of its own. */
export const icon = (name: string): TemplateResult =>
  html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;

/** A text action inside a line. */
export const act = (label: string, onClick: () => void, extra = ''): TemplateResult =>
  html`<button type="button" class="act ${extra}" @click=${onClick}>${label}</button>`;

/** Digits of the key beside a name that others have too. */
export const keyBeside = (
  { namesakes }: Pick<State, 'namesakes'>,
  identity: string,
): TemplateResult | typeof nothing => {
  if (!namesakes.includes(identity)) return nothing;
  return html`<span
    class="msg-note num"
    title=${t('Other people have this name too. These are the first digits of this person’s key.')}
    >${keyDigits(identity)}</span
  >`;
};

/** The name stands beside it, so screen readers skip it. */
export const avatar = (who: Who, color: string, extra = '', letters: 1 | 2 = 2): TemplateResult =>
  html`<span class="avatar ${color} ${extra}" aria-hidden="true">${initials(who.username, letters)}</span>`;

/** A shape for each, and never alone: the word stands beside it. */
const presenceIcons: Readonly<Record<Presence, string>> = {
  online: 'circle-filled',
  away: 'clockface',
  dnd: 'circle-slash',
  offline: 'circle-outline',
};
export const presence = (kind: Presence): TemplateResult =>
  html`<span class="presence is-${kind}">${icon(presenceIcons[kind])}</span>`;
