import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextArea } from '@vscode/webview-ui-toolkit';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

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
  readonly onInput: (text: string) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
}

/** Grows with its text by style alone. */
export const textArea = ({ label, placeholder, value, onInput, onKeydown }: TextAreaOptions): TemplateResult =>
  html`<tk-text-area
    class="field"
    rows="1"
    resize="none"
    placeholder=${placeholder}
    .value=${live(value)}
    @input=${(event: InputEvent) => onInput((event.currentTarget as HTMLTextAreaElement).value)}
    @keydown=${onKeydown}
    >${label}</tk-text-area
  >`;

export const textAreaIn = (root: Element): HTMLElement | null => root.querySelector<HTMLElement>('tk-text-area');
export const isTextArea = (element: Element | null): boolean => element?.localName === 'tk-text-area';
