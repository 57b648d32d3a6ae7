/** Every text a person reads goes through `t`, with the English text as a literal first argument: a test collects these calls. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

const english: Translate = (message, ...args) =>
  message.replaceAll(/\{(\d+)\}/g, (all, index: string) => String(args[Number(index)] ?? all));

let translate: Translate = english;
let spoken = 'en';

export const t: Translate = (message, ...args) => translate(message, ...args);

/** BCP 47, for dates and numbers. */
export const language = (): string => spoken;

/** The editor's translator and language are put in at activation; without them (unit tests) texts are English. */
export const useTranslator = (next: Translate, tongue: string): void => {
  translate = next;
  spoken = tongue;
};
