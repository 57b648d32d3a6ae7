/** What goes wrong inside a program and is caught there is as wrong as if it had not been, unless a scene is about it. */
export class Caught {
  readonly #expected = new Set<string>();
  /** What was expected and has happened. */
  readonly met: string[] = [];

  /** Programs are going to log these errors. */
  expect(...texts: readonly string[]): void {
    for (const text of texts) this.#expected.add(text);
  }

  isWrong(level: string, text: string): boolean {
    if (level !== 'error' || !/^(peer: |link: |[aA] listener|After the reply)/.test(text)) return false;
    if (!this.#expected.has(text)) return true;
    this.met.push(text);
    return false;
  }
}
