import * as vscode from 'vscode';
import { AppError, type Disposable } from '../../common/base/index.ts';
import type { Desk } from './commands/desk.ts';
import { actionTitle } from './model/error-text.ts';
import { parseDeepLink, type DeepLink } from './model/deep-link.ts';
import { linkPlan, type LinkPlan } from './model/link-plan.ts';
import { confirm, showError } from './ui/errors.ts';

/** So long, in milliseconds, a link waits for a chat that is just starting. */
const patience = 10_000;

/** Links to conversations, clicked anywhere on this computer. Nothing is opened, joined or sent before the person agreed. */
export class DeepLinks implements vscode.UriHandler {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Never rejects. */
  async handleUri(uri: vscode.Uri): Promise<void> {
    const link = parseDeepLink(uri);
    if (link !== undefined) await settled(this.#desk);
    const plan = linkPlan(link, this.#desk.host.facts);
    try {
      if (plan.kind === 'tell') await tell(plan);
      else if (await confirm(plan.question, plan.detail, plan.yes)) await this.#go(plan, link);
    } catch (error) {
      void showError(AppError.from(error), this.#desk.logger);
    }
  }

  async #go({ room, joins }: LinkPlan & { kind: 'ask' }, link: DeepLink | undefined): Promise<void> {
    const service = await this.#desk.host.open();
    await this.#desk.show(joins ? await service.joinRoom(room) : room, link?.entry);
  }
}

const tell = async ({ sentence, action }: LinkPlan & { kind: 'tell' }): Promise<void> => {
  const picked = await vscode.window.showInformationMessage(sentence, ...(action ? [actionTitle(action)] : []));
  if (picked !== undefined && action) await vscode.commands.executeCommand(`p2pChat.${action}`);
};

/** A link may have started the editor: what is known of the account comes a moment later. */
const settled = ({ host }: Desk): Promise<void> =>
  new Promise((resolve) => {
    const isStarting = (): boolean => host.facts.host === 'starting' || host.facts.host === 'opening';
    if (!isStarting()) return resolve();
    let watching: Disposable | undefined;
    const end = (): void => {
      clearTimeout(timer);
      watching?.dispose();
      resolve();
    };
    const timer = setTimeout(end, patience);
    watching = host.onDidChange(() => {
      if (!isStarting()) end();
    });
  });
