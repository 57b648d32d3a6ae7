import type { ViewCommand } from '../../common/protocol/view/index.ts';
import type { ComposerState } from '../compose/composer-state.ts';
import type { FindState } from '../state/find-state.ts';
import type { Item } from '../state/layout.ts';
import type { EmojiPick, Popup } from '../state/popup.ts';
import type { Side, Span, State } from '../state/state.ts';

/** Everything a component draws from. */
export interface View {
  /** A panel shows one conversation; the sidebar's view can switch. */
  readonly kind: 'panel' | 'view';
  readonly state: State;
  readonly items: readonly Item[];
  readonly composer: ComposerState;
  /** What floats over the page. */
  readonly popup: Popup | undefined;
  /** Emoji that were taken before, the newest first. */
  readonly recent: readonly string[];
  /** The lines that are in the document; the focus may be on one more, for which they are `apart`. */
  readonly span: Span;
  readonly apart: number | undefined;
  /** There is no space for a name in the composer. */
  readonly narrow: boolean;
  /** Messages that came while one was not at the end. */
  readonly unseen: number;
  /** The unread part begins before all that is loaded. */
  readonly unreadAbove: boolean;
  /** The newest message is far away, or not even loaded. */
  readonly isFar: boolean;
  /** Key of the message that somebody has just been led to. */
  readonly found: string | undefined;
  /** What is being looked for in the conversation. */
  readonly find: FindState | undefined;
  /** What could not be done, in a sentence. */
  readonly notice: string | undefined;
  /** Key of the message that the Tab key reaches. */
  readonly current: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the present day began: what says "today" is drawn again when it is another. */
  readonly today: number;
  /** Another number whenever `color` may answer otherwise. */
  readonly colorVersion: number;
  /** The class that colors a person. */
  colorClass(identity: string): string;
}

/** Everything a component can make happen. */
export interface Actions {
  /** On the conversation on screen; `user` is whom it is about. */
  command(name: ViewCommand, user?: string): void;
  open(room: string): void;
  /** A conversation of the list stands before the others, or not any more. */
  pin(room: string, pinned: boolean): void;
  /** Messages that are dated too far ahead are to be shown. */
  showAside(room: string): void;
  readonly composer: ComposerActions;
  readonly find: FindActions;
  readonly history: HistoryActions;
  readonly messages: MessageCommands;
  retry(key: string): void;
  copy(text: string): void;
  insertCode(text: string): void;
  openLink(url: string): void;
  discard(key: string): void;
  /** Brings a message on screen and puts the focus on it; from wherever in the history it is. */
  reveal(id: string): void;
  /** To the first message from a time on, milliseconds since 1970. */
  goTo(at: number): void;
  /** Loads again what could not be loaded. */
  reload(side: Side): void;
  /** Puts a link to a message, or to the conversation, into the clipboard. */
  copyLink(id?: string): void;
  /** Opens what floats; `byKey` puts the focus on its first control. */
  popup(popup: Popup, byKey: boolean): void;
  /** What the picker of emoji that is open shows. */
  pickEmoji(pick: Partial<EmojiPick>): void;
  /** Closes what floats, and gives the focus back. */
  dismiss(): void;
  logScrolled(): void;
  logScrollEnded(): void;
  /** A message has become taller or shorter by the person's own doing. */
  contentResized(): void;
  logKey(event: KeyboardEvent): void;
  logFocus(event: FocusEvent): void;
  /** To the newest message. */
  jumpToLatest(): void;
}

/** What one can do when more is unread than what is loaded. */
interface HistoryActions {
  toUnread(): Promise<void>;
  dismissUnread(): void;
}

/** What one can do with a message that is there. */
export interface MessageCommands {
  /** Brings the text into the composer; of an edit that failed, the new one. */
  startEdit(key: string): void;
  /** Sends an edit that failed once more, or lets go of it. */
  retryEdit(key: string): void;
  discardEdit(key: string): void;
  /** In a moment, in which it can be undone. */
  delete(key: string): void;
  undoDelete(key: string): void;
  /** Adds mine, or takes it back where it is there already. */
  toggleReaction(key: string, emoji: string): void;
}

/** What one can do with the search in the conversation. */
export interface FindActions {
  open(): void;
  input(text: string): void;
  /** To the next match that is older (1) or newer (-1). */
  step(by: 1 | -1): void;
  close(): void;
}

/** What can be done with the text in the composer. */
export interface EditActions {
  /** Marks what is selected as code, or begins a block of it. */
  code(): void;
  /** Begins to call somebody. */
  mention(): void;
  /** In the place of what is selected. */
  emoji(picture: string): void;
  /** Something is being typed; true if it went around what is selected. */
  typed(text: string): boolean;
}

/** What can be done with what was pasted, and with a text that is too long. */
export interface PasteActions {
  paste(event: ClipboardEvent): void;
  /** It becomes a block of code. */
  format(): void;
  remove(): void;
  /** It stays as it is, and nothing is offered for it any more. */
  keep(): void;
  /** All of the text goes as several messages. */
  sendInParts(): void;
  /** The text loses its end. */
  cutToFit(): void;
}

/** What happens in the composer. */
export interface ComposerActions {
  /** `composing` while an input method has not decided yet. */
  input(text: string, composing: boolean): void;
  key(event: KeyboardEvent): void;
  caretMoved(): void;
  blurred(): void;
  submit(): void;
  /** What looks like a command is meant as it stands. */
  submitAsText(): void;
  readonly paste: PasteActions;
  /** One of the options of the completion. */
  take(index: number): void;
  readonly edits: EditActions;
  /** Begins an answer to the message with this key. */
  reply(key: string): void;
  cancelReply(): void;
  cancelEdit(): void;
}
