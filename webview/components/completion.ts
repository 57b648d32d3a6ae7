import { html, nothing, type TemplateResult } from 'lit';
import type { Completion, Option } from '../compose/completion.ts';
import { t } from '../l10n.ts';
import { commandText } from '../text/help.ts';
import { presenceText } from '../text/lines.ts';
import { avatar, icon } from './parts.ts';
import type { View, WriterActions } from './view.ts';

/** What the word at the caret may become. The focus stays in the field, so a press here must not take it. */
export const completionList = (
  view: View,
  { options, selected, trigger }: Completion,
  writer: WriterActions,
): TemplateResult =>
  html`<div
    class="pop complete"
    role="listbox"
    aria-label=${titleOf(trigger.kind)}
    @pointerdown=${(event: Event) => event.preventDefault()}
    @mousedown=${(event: Event) => event.preventDefault()}
  >
    ${options.map(
      (option, index) =>
        html`<div class="opt" role="option" aria-selected=${index === selected} @click=${() => writer.take(index)}>
          ${mark(view, option)}<span class="cut" dir="auto">${label(option)}</span>
          <span class="d cut">${detail(option)}</span>
        </div>`,
    )}
  </div>`;

const titleOf = (kind: Option['kind']): string => {
  switch (kind) {
    case 'member':
      return t('Members');
    case 'emoji':
      return t('Emoji');
    case 'command':
      return t('Commands');
  }
};

const mark = (view: View, option: Option): TemplateResult => {
  switch (option.kind) {
    case 'member':
      return avatar(option.member, view.colour(option.member.identity), 'small');
    case 'emoji':
      return html`<span class="picture" aria-hidden="true">${option.picture}</span>`;
    case 'command':
      return icon('terminal');
  }
};

const label = ({ label: text, hit }: Option): TemplateResult =>
  hit === undefined
    ? html`${text}`
    : html`${text.slice(0, hit.start)}<span class="hit">${text.slice(hit.start, hit.end)}</span>${text.slice(hit.end)}`;

const detail = (option: Option): string | typeof nothing => {
  switch (option.kind) {
    case 'member':
      return presenceText(option.member.presence);
    case 'emoji':
      return nothing;
    case 'command':
      return commandText(option.command);
  }
};
