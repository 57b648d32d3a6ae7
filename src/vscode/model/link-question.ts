import { t } from '../text.ts';

/** What a person is asked before a link of a message is opened; undefined if it is none that may be. */
export interface LinkQuestion {
  /** As it is opened. */
  readonly url: string;
  readonly question: string;
  /** The whole address, cut in the middle if it is endless. */
  readonly detail: string;
}

const maxShownLink = 600;

export const linkQuestion = (address: string): LinkQuestion | undefined => {
  const url = URL.parse(address);
  if (url === null) return undefined;
  if (url.protocol === 'mailto:') return { url: url.href, question: t('Email this address?'), detail: cut(url.href) };
  if (!/^https?:$/.test(url.protocol) || url.host === '') return undefined;
  return { url: url.href, question: t('Open {0} in your browser?', url.host), detail: cut(url.href) };
};

const cut = (text: string): string =>
  text.length <= maxShownLink ? text : `${text.slice(0, maxShownLink / 2)} … ${text.slice(-maxShownLink / 2)}`;
