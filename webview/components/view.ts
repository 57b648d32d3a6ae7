import type { ViewCommand } from '../../common/protocol/view/index.ts';
import type { Writing } from '../compose/writing.ts';
import type { Item } from '../state/layout.ts';
import type { State } from '../state/state.ts';

/** Everything a component draws from. */
export interface View {
  /** A panel shows one conversation; the sidebar's view can switch. */
  readonly kind: 'panel' | 'view';
  readonly state: State;
  readonly items: readonly Item[];
  readonly writing: Writing;
  readonly membersOpen: boolean;
  /** Messages that came while the log was scrolled up. */
  readonly unseen: number;
  /** Key of the message that the Tab key reaches. */
  readonly current: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Another number whenever `colour` may answer otherwise. */
  readonly colours: number;
  /** The class that colours a person. */
  colour(identity: string): string;
}

/** Everything a component can make happen. */
export interface Actions {
  command(name: ViewCommand): void;
  open(room: string): void;
  readonly writer: WriterActions;
  /** Begins an answer to the message with this key. */
  reply(key: string): void;
  retry(key: string): void;
  copy(text: string): void;
  insertCode(text: string): void;
  openLink(url: string): void;
  discard(key: string): void;
  toggleMembers(): void;
  logScrolled(): void;
  logKey(event: KeyboardEvent): void;
  logFocus(event: FocusEvent): void;
  jump(): void;
}

/** What happens in the composer. */
export interface WriterActions {
  /** `composing` while an input method has not decided yet. */
  input(text: string, composing: boolean): void;
  key(event: KeyboardEvent): void;
  submit(): void;
  cancelReply(): void;
}
