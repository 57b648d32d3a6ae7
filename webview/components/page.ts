import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { roomOf } from '../state/state.ts';
import { banner } from './banner.ts';
import { composer } from './composer.ts';
import { find } from './find.ts';
import { header } from './header.ts';
import { jumpPill, log, unreadPill } from './log.ts';
import { notice } from './notice.ts';
import { popup } from './popup.ts';
import { screen } from './screens.ts';
import { typing } from './typing.ts';
import type { Actions, View } from './view.ts';

/** The whole page. One tree for both hosts; the width decides how it looks. */
export const page = (view: View, actions: Actions): TemplateResult => {
  const room = roomOf(view.state);
  return html`<main class="chat" data-host=${view.kind} data-density=${view.state.appearance.density}>
    <h1 class="sr">P2P Chat</h1>
    ${room === undefined ? screen(view, actions) : keyed(room, conversation(view, actions))}
  </main>`;
};

const conversation = (view: View, actions: Actions): TemplateResult => {
  const conversationHeader = view.state.header;
  if (conversationHeader === undefined) return html`${nothing}`;
  return html`${header(view, conversationHeader, actions)} ${banner(view, actions)}
    <div class="log-wrap ${view.unseen > 0 || view.isFar ? 'is-up' : ''}">
      ${log(view, conversationHeader, actions)} ${find(view, actions)} ${notice(view)} ${unreadPill(view, actions)}
      ${jumpPill(view, actions)}
    </div>
    ${typing(view)} ${composer(view, conversationHeader, actions)} ${popup(view, conversationHeader, actions)}`;
};
