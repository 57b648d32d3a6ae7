import { html, nothing, type TemplateResult } from 'lit';
import type { Completion, Option } from '../compose/completion.ts';
import { t } from '../l10n.ts';
import { argumentText, commandText } from '../text/commands.ts';
import { presenceText } from '../text/lines.ts';
import { avatar, icon, presence } from './parts.ts';
import type { View, ComposerActions } from './view.ts';

/** What the word at the caret may become. The focus stays in the field, so a press here must not take it. */
export const completionList = (
  view: View,
  { options, selected, trigger }: Completion,
  composer: ComposerActions,
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
        html`<div class="opt" role="option" aria-selected=${index === selected} @click=${() => composer.take(index)}>
          ${mark(view, option)}<span class="cut" dir="auto">${label(option)}${argument(option)}</span>
          <span class="d cut">${detail(option)}</span>
        </div>`,
    )}
  </div>`;

const titleOf = (kind: Option['kind'] | 'argument'): string => {
  switch (kind) {
    case 'member':
      return t('Members');
    case 'emoji':
      return t('Emoji');
    case 'command':
      return t('Commands');
    case 'argument':
    case 'status':
    case 'time':
      return t('Options');
  }
};

const mark = (view: View, option: Option): TemplateResult => {
  switch (option.kind) {
    case 'member':
      return avatar(option.member, view.colorClass(option.member.identity), 'small');
    case 'emoji':
      return html`<span class="picture" aria-hidden="true">${option.picture}</span>`;
    case 'command':
      return icon('terminal');
    case 'time':
      return icon('clock');
    case 'status':
      return presence(option.status === 'invisible' ? 'offline' : option.status);
  }
};

const label = ({ label: text, hit }: Option): TemplateResult =>
  hit === undefined
    ? html`${text}`
    : html`${text.slice(0, hit.start)}<span class="hit">${text.slice(hit.start, hit.end)}</span>${text.slice(hit.end)}`;

const argument = (option: Option): TemplateResult | typeof nothing => {
  const words = option.kind === 'command' ? argumentText(option.command) : undefined;
  return words === undefined ? nothing : html`<span class="argument"> ${words}</span>`;
};

const detail = (option: Option): string | typeof nothing => {
  switch (option.kind) {
    case 'member':
      return presenceText(option.member.presence);
    case 'emoji':
      return nothing;
    case 'command':
      return commandText(option.command);
    case 'status':
    case 'time':
      return nothing;
  }
};
