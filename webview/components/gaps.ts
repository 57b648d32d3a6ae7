import { html, type TemplateResult } from 'lit';
import type { AsideItem, MissingItem } from '../state/gaps.ts';
import { t } from '../l10n.ts';
import { asideText, missingText } from '../text/gaps.ts';
import { act, icon } from './parts.ts';
import type { Actions } from './view.ts';

/** A dotted rail where something belongs that is not here. It heals itself, so there is nothing to press. */
export const missing = (item: MissingItem): TemplateResult =>
  html`<div class="gap" role="separator" aria-label=${missingText(item)}>
    <span dir="auto">${missingText(item)}</span>
  </div>`;

/** Messages whose date cannot be right are told, and shown only if somebody wants to see them. */
export const aside = (item: AsideItem, actions: Actions): TemplateResult =>
  html`<p class="event aside">
    ${icon('clock')}<span dir="auto">${asideText(item)}</span>${act(t('Show'), () => actions.showAside(item.room))}
  </p>`;
