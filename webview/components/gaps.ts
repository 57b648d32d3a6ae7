import { html, type TemplateResult } from 'lit';
import { wholeBeginning } from '../../common/text/index.ts';
import type { AheadItem, MissingItem } from '../state/gaps.ts';
import { momentText } from '../text/format.ts';
import { aheadText, missingText } from '../text/gaps.ts';
import { icon } from './parts.ts';
import type { Actions } from './view.ts';

/** A dotted rail where something belongs that is not here. It heals itself, so there is nothing to press. */
export const missing = (item: MissingItem): TemplateResult =>
  html`<div class="gap" role="separator" aria-label=${missingText(item)}>
    <span dir="auto">${missingText(item)}</span>
  </div>`;

/** What a clock that is far ahead has put at the end: one line, with the texts behind it. */
export const ahead = (item: AheadItem, actions: Actions): TemplateResult =>
  html`<details class="ahead" @toggle=${() => actions.contentResized()}>
    <summary>${icon('chevron-right')}<span dir="auto">${aheadText(item)}</span></summary>
    <ul>
      ${item.rows.map(
        ({ at, content = '' }) => html`<li title=${momentText(at)} dir="auto">${wholeBeginning(content, 500)}</li>`,
      )}
    </ul>
  </details>`;
