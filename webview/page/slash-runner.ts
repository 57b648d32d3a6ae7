import { isBlank, type Slash } from '../../common/text/index.ts';
import type { ViewCommand } from '../../common/protocol/view/index.ts';
import type { Host } from '../host.ts';
import { usersText } from '../text/lines.ts';
import { t } from '../l10n.ts';
import type { Announcer } from './announcer.ts';
import type { Store } from './store.ts';

type Command = Slash & { readonly kind: 'command' };

interface SlashRunnerParts {
  readonly host: Host;
  readonly store: Store;
  readonly announcer: Announcer;
  /** Looks for a text in the conversation. */
  readonly find: (text: string) => void;
  /** It could not be carried out: its words come back into the composer, with the reason. */
  readonly failed: (room: string, text: string, why: string) => void;
}

/** Carries out slash commands. */
export class SlashRunner {
  readonly #parts: SlashRunnerParts;
  #notes = 0;

  constructor(parts: SlashRunnerParts) {
    this.#parts = parts;
  }

  /** `text` is what was written. */
  run({ command, argument }: Command, text: string): void {
    const { store, find } = this.#parts;
    const { header, me } = store.state;
    if (header === undefined) return;
    switch (command) {
      case 'message':
        return isBlank(argument)
          ? this.#runCommand('messagePerson')
          : void this.#request(header.room, { command, argument }, text);
      case 'status':
        return isBlank(argument)
          ? this.#runCommand('setStatus')
          : void this.#request(header.room, { command, argument }, text);
      case 'mute':
        return isBlank(argument)
          ? this.#runCommand('muteRoom')
          : void this.#request(header.room, { command, argument }, text);
      case 'unmute':
        return this.#runCommand('unmuteRoom');
      case 'leave':
        return this.#runCommand('leaveRoom');
      case 'delete':
        return this.#runCommand('deleteRoom');
      case 'search':
        return find(argument);
      case 'users':
        return this.#note(usersText(header, me));
      case 'help':
        return this.#note(t('Commands and keys'), { help: true });
    }
  }

  /** A command of the editor, on the conversation on screen. */
  #runCommand(command: ViewCommand): void {
    const { host, store } = this.#parts;
    if (store.room !== undefined) host.notify('command', { command, room: store.room });
  }

  async #request(
    room: string,
    what: { readonly command: 'message' | 'status' | 'mute'; readonly argument: string },
    text: string,
  ): Promise<void> {
    const { host, failed, store } = this.#parts;
    const result = await host.request('slash', { room, ...what });
    if (!result.ok) return failed(room, text, result.message);
    const { words, user } = result.value;
    if (words !== '' && store.room === room) this.#note(words, user === undefined ? {} : { person: user });
  }

  #note(text: string, more: { readonly help?: true; readonly person?: string } = {}): void {
    const { store, announcer } = this.#parts;
    store.dispatch({ type: 'noted', key: `note:${Date.now()}:${this.#notes++}`, at: Date.now(), text, ...more });
    announcer.say(text);
  }
}
