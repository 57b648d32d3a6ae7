import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextArea, type TextArea } from '@vscode/webview-ui-toolkit';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { onKeys } from '../keys/guard.ts';

/** The only file that knows the toolkit. It must run before the window's `load`, or the theme is never applied. */
export const registerToolkit = (): void => {
  provideVSCodeDesignSystem().withPrefix('tk').register(vsCodeButton(), vsCodeTextArea());
};

export const button = (label: string, kind: 'primary' | 'secondary', onClick: () => void): TemplateResult =>
  html`<tk-button appearance=${kind} @click=${onClick}>${label}</tk-button>`;

export interface TextAreaOptions {
  /** For screen readers; fixed once the field is there, so key the template by it. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** `composing` while an input method has not decided yet. */
  readonly onInput: (text: string, composing: boolean) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  /** The caret may have moved. */
  readonly onCaret: () => void;
  readonly onBlur: () => void;
  /** Something is being typed, with no input method at work; true if it has been dealt with. */
  readonly onTyping: (text: string) => boolean;
  readonly onPaste: (event: ClipboardEvent) => void;
}

/** Grows with its text by style alone. */
export const textArea = (options: TextAreaOptions): TemplateResult => {
  const { label, placeholder, value, onInput, onKeydown, onCaret, onBlur, onTyping, onPaste } = options;
  const input = (event: InputEvent | CompositionEvent): void =>
    onInput((event.currentTarget as TextArea).control.value, event instanceof InputEvent && event.isComposing);
  const typing = (event: InputEvent): void => {
    if (event.inputType === 'insertText' && !event.isComposing && onTyping(event.data ?? '')) event.preventDefault();
  };
  return html`<tk-text-area
    class="field"
    rows="1"
    resize="none"
    placeholder=${placeholder}
    .value=${live(value)}
    @input=${input}
    @compositionend=${input}
    @beforeinput=${typing}
    @paste=${onPaste}
    @keydown=${onKeys(onKeydown)}
    @keyup=${onCaret}
    @pointerup=${onCaret}
    @blur=${onBlur}
    >${label}</tk-text-area
  >`;
};

export const textAreaIn = (root: Element): HTMLElement | null => root.querySelector<HTMLElement>('tk-text-area');
export const isTextArea = (element: Element | null): boolean => element?.localName === 'tk-text-area';
/** The real one inside: it knows about carets. */
export const innerTextArea = (root: Element): HTMLTextAreaElement | undefined =>
  root.querySelector<TextArea>('tk-text-area')?.control;
