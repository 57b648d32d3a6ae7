import { readFileSync } from 'node:fs';
import type { Snapshot } from '../../../common/protocol/view/index.ts';

const portuguese = JSON.parse(readFileSync('l10n/bundle.l10n.pt-br.json', 'utf8')) as Readonly<Record<string, string>>;

/** What an editor in this language adds to a snapshot. */
export const languages: Readonly<Record<'en' | 'pt', Pick<Snapshot, 'language' | 'strings'>>> = {
  en: { language: 'en-GB' },
  pt: { language: 'pt-BR', strings: portuguese },
};
export type Language = keyof typeof languages;
