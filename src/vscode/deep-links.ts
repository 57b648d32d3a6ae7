import * as vscode from 'vscode';
import type { CommandContext } from './commands/command-context.ts';
import { parseDeepLink, type DeepLink } from './model/deep-link.ts';
import { isKnown, linkPlan, stepTitle, type LinkPlan, type LinkStep } from './model/link-plan.ts';
import { t } from './text.ts';
import { runAction, showError } from './ui/errors.ts';

/** How long, in milliseconds, a conversation is waited for after the person asked to connect. */
const patience = 10_000;

/** Links that open the editor. Nothing is connected, joined or shown before the person has agreed. */
export class DeepLinks implements vscode.UriHandler {
  readonly #context: CommandContext;
  readonly #begun: Promise<void>;
  #busy = false;

  /** `begun`: what happens by itself after activation is done. */
  constructor(context: CommandContext, begun: Promise<void>) {
    this.#context = context;
    this.#begun = begun;
  }

  /** Never rejects. A link that comes while another one is being asked about is dropped. */
  async handleUri(uri: vscode.Uri): Promise<void> {
    const { logger } = this.#context;
    if (this.#busy) return logger.log('warn', 'a link was dropped: another one is being asked about');
    this.#busy = true;
    try {
      const link = parseDeepLink(uri);
      if (link) await this.#follow(link);
      else void vscode.window.showWarningMessage(notOurs());
    } catch (error) {
      void showError(error, logger);
    } finally {
      this.#busy = false;
    }
  }

  async #follow(link: DeepLink): Promise<void> {
    await this.#begun;
    let said: string | undefined;
    for (;;) {
      const plan = await this.#plan(link);
      // what a command could not do, it has told itself
      if (plan.sentence === said) return;
      const step = await ask(plan);
      if (step === undefined || (await this.#take(step, link))) return;
      said = step === 'connect' && this.#context.holder.service ? undefined : plan.sentence;
    }
  }

  /** Once it is known what there is. */
  async #plan(link: DeepLink): Promise<LinkPlan> {
    const { holder } = this.#context;
    const plan = (): LinkPlan | undefined => linkPlan(link, holder.uiState);
    return (
      plan() ??
      new Promise((resolve) => {
        const waiting = holder.onDidChange(() => {
          const known = plan();
          if (!known) return;
          waiting.dispose();
          resolve(known);
        });
      })
    );
  }

  /** Answers whether the link has been followed to its end. */
  async #take(step: LinkStep, link: DeepLink): Promise<boolean> {
    const context = this.#context;
    if (step === 'open') await this.#open(link);
    else if (step === 'join') await context.show(await (await context.holder.open()).joinRoom({ room: link.room }));
    else if (step === 'start') await context.holder.open();
    else await runAction(step);
    if (step === 'start' || step === 'connect') await this.#arrival(link);
    return step === 'open' || step === 'join';
  }

  async #open({ room, entry }: DeepLink): Promise<void> {
    const context = this.#context;
    const service = await context.holder.open();
    const held = entry && (await service.history({ room, place: { around: entry }, limit: 1, kinds: 'all' })).anchor;
    await context.show(room, held);
    if (entry && !held) void vscode.window.showInformationMessage(t('The linked message isn’t on this computer.'));
  }

  /** A conversation that the tracker lists is known a moment after the connection. */
  async #arrival(link: DeepLink): Promise<void> {
    const { holder } = this.#context;
    const arrived = (): boolean => holder.uiState.chat === undefined || isKnown(link, holder.uiState.chat);
    if (arrived()) return;
    const title = t('Finding the conversation…');
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, cancel) =>
        new Promise<void>((resolve) => {
          const ends = [
            holder.onDidChange(() => arrived() && finish()),
            cancel.onCancellationRequested(() => finish()),
          ];
          const timer = setTimeout(() => finish(), patience);
          const finish = (): void => {
            clearTimeout(timer);
            for (const end of ends) end.dispose();
            resolve();
          };
        }),
    );
  }
}

const notOurs = (): string => t('P2P Chat can’t read this link. It may be incomplete or from a newer version.');

const ask = async ({ sentence, detail, steps }: LinkPlan): Promise<LinkStep | undefined> => {
  const items = steps.map((step) => ({ title: stepTitle(step), step }));
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  return (await vscode.window.showInformationMessage(sentence, options, ...items))?.step;
};
