import { isEqual } from '../../common/base/index.ts';
import type { Quote, Row } from '../../common/model/index.ts';
import { flatQuoteOf, readSlash } from '../../common/text/index.ts';
import type { Completion } from './completion.ts';

/** What stands in the composer. */
export interface ComposerState {
  readonly text: string;
  /** Where the next letter goes, in UTF-16 units. */
  readonly caret: number;
  /** The message that this one answers. */
  readonly reply?: Quote;
  /** The message that gets this text. */
  readonly editing?: Editing;
  /** What the word at the caret may become. */
  readonly completion?: Completion;
  /** What was pasted and stands there still. */
  readonly suggestion?: PasteSuggestion;
  /** It was not sent, and why not. */
  readonly problem?: SubmitProblem;
}

/** A part of the text for which something better can be offered. */
export interface PasteSuggestion {
  /** In UTF-16 units. */
  readonly start: number;
  readonly text: string;
  /** As a fence names it; empty if it is not known. */
  readonly language: string;
  /** It is code, and not marked so. */
  readonly isCode: boolean;
}

/** Why a text stays in the composer. */
export interface SubmitProblem {
  /** In a sentence. */
  readonly why: string;
  /** It looks like a command, and may be meant as it stands. */
  readonly asText?: true;
}

/** A message of mine that gets another text in the composer. */
export interface Editing {
  readonly message: Quote;
  /** Its text as it stands. */
  readonly was: string;
  /** What stood in the composer before, and comes back after. */
  readonly stashedDraft: ComposerState;
}

export const emptyComposer: ComposerState = { text: '', caret: 0 };

/** When the text has left: a command answers nothing, so the message that was being answered stays. */
export const afterSubmit = ({ text, reply }: ComposerState): ComposerState => ({
  ...emptyComposer,
  ...(readSlash(text).kind === 'command' && reply && { reply }),
});

/** The text of a message of mine in the composer, or another one in its place. What stood there is stashed. */
export const startEditing = (before: ComposerState, row: Row, text?: string): ComposerState => {
  const { content: was = '' } = row;
  const now = text ?? was;
  return {
    text: now,
    caret: now.length,
    editing: { message: flatQuoteOf(row), was, stashedDraft: before.editing?.stashedDraft ?? before },
  };
};

/**
 * What is being written, once messages stand differently: `changed` by id. What a deleted one said is gone here too; of a message of
 * mine that was being edited only my own new words stay.
 */
export const applyRows = (state: ComposerState, changed: ReadonlyMap<string, Row>): ComposerState => {
  const { editing } = state;
  if (editing === undefined) return withReply(state, changed);
  const row = changed.get(editing.message.id);
  const stashedDraft = withReply(editing.stashedDraft, changed);
  if (row === undefined)
    return stashedDraft === editing.stashedDraft ? state : { ...state, editing: { ...editing, stashedDraft } };
  if (row.kind !== 'deleted')
    return { ...state, editing: { message: flatQuoteOf(row), was: row.content ?? editing.was, stashedDraft } };
  const own = state.text.trim() === editing.was.trim() ? '' : state.text;
  const text = [stashedDraft.text, own].filter((part) => part !== '').join('\n');
  return { ...stashedDraft, text, caret: text.length };
};

const withReply = (state: ComposerState, changed: ReadonlyMap<string, Row>): ComposerState => {
  const row = state.reply && changed.get(state.reply.id);
  if (row === undefined) return state;
  const { id, author } = row;
  const reply = row.kind === 'deleted' ? { id, author, deleted: true } : flatQuoteOf(row);
  return isEqual(reply, state.reply) ? state : { ...state, reply };
};
