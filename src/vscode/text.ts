/** Every text a person reads goes through `t`, with the English text as a literal first argument: a test collects these calls. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

const english: Translate = (message, ...args) =>
  message.replaceAll(/\{(\d+)\}/g, (all, index: string) => String(args[Number(index)] ?? all));

let translate: Translate = english;

export const t: Translate = (message, ...args) => translate(message, ...args);

/** The editor's translator is put in at activation; without one (unit tests) texts are English. */
export const useTranslator = (next: Translate): void => {
  translate = next;
};
