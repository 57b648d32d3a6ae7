import { html, nothing, type TemplateResult } from 'lit';
import { typingText } from '../text/lines.ts';
import type { View } from './view.ts';

/** Who is writing, in a place that is always kept: what is being read never moves for it. Screen readers are not told. */
export const typing = ({ state }: View): TemplateResult =>
  html`<div class="typing column">
    ${
      state.typing.length === 0
        ? nothing
        : html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
            <span class="cut" dir="auto">${typingText(state.typing)}</span>`
    }
  </div>`;
