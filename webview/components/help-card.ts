import { html, nothing, type TemplateResult } from 'lit';
import { slashNames, type SlashCommand } from '../../common/text/index.ts';
import { isOffered, nameIn } from '../compose/commands.ts';
import { t } from '../l10n.ts';
import { argumentText, commandText } from '../text/commands.ts';
import { keyHelp, type KeyHelp } from '../text/help.ts';
import type { View } from './view.ts';

/** The answer to /help: what can be done here, in two columns. */
export const helpCard = ({ state: { header, appearance } }: View): TemplateResult => {
  const all = Object.keys(slashNames) as SlashCommand[];
  const offered = all.filter((command) => header === undefined || isOffered(command, header));
  return html`<div class="help">
    <h3>${t('Commands')}</h3>
    <dl>${offered.map((command) => row(commandName(command), commandText(command)))}</dl>
    <h3>${t('Keys')}</h3>
    <dl>${keyHelp(appearance.sendKey).map((one) => row(keys(one), one.does))}</dl>
  </div>`;
};

const row = (what: TemplateResult, does: string): TemplateResult =>
  html`<div>
    <dt>${what}</dt>
    <dd>${does}</dd>
  </div>`;

const commandName = (command: SlashCommand): TemplateResult => {
  const argument = argumentText(command);
  return html`<code>${nameIn(command)}</code>${argument === undefined ? nothing : html` <span>${argument}</span>`}`;
};

/** Held together, caps touch; one way or another, they stand apart. */
const keys = ({ keys: ways }: KeyHelp): TemplateResult =>
  html`${ways.map((way) => html`<span class="keys">${way.map((cap) => html`<kbd>${cap}</kbd>`)}</span>`)}`;
