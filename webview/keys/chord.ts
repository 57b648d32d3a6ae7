import { letterOf } from './letter.ts';

/** So long, in milliseconds, the editor waits for the second key of a chord. */
const patience = 5000;
const modifiers: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn']);

export type ChordKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/** Chords of the editor (`Ctrl+K H`): their second key reaches a field like any other and would be typed. */
export class Chord {
  readonly #isMac: boolean;
  #begun: number | undefined;

  constructor(isMac: boolean) {
    this.#isMac = isMac;
  }

  /** True for the second key: it is the editor's. `now` in milliseconds of any clock. */
  takes(event: ChordKey, now: number): boolean {
    if (modifiers.has(event.key)) return false;
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun !== undefined && now - begun <= patience) return true;
    if (this.#begins(event)) this.#begun = now;
    return false;
  }

  /** The editor forgets it when its window loses the focus. */
  end(): void {
    this.#begun = undefined;
  }

  /** On a Mac, Ctrl+K deletes to the end of the line. */
  #begins(event: ChordKey): boolean {
    const { ctrlKey, altKey, metaKey, shiftKey } = event;
    const isHeld = this.#isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
    return isHeld && !altKey && !shiftKey && letterOf(event) === 'k';
  }
}
