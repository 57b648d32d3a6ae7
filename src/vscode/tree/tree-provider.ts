import * as vscode from 'vscode';
import { commandId } from '../contributions/commands.ts';
import type { Icon } from '../model/presence.ts';
import type { TreeNode } from '../model/tree-node.ts';
import { roomUri } from './decorations.ts';
import { Lines, type Line } from './lines.ts';

/** Shows a tree model; a change of one line redraws that line. */
export class TreeProvider implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Line[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #lines = new Lines();

  show(nodes: readonly TreeNode[]): void {
    const changed = this.#lines.show(nodes);
    if (changed === 'all') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  find(id: string): Line | undefined {
    return this.#lines.find(id);
  }

  getChildren(line?: Line): Line[] {
    return [...(line?.lines ?? this.#lines.roots)];
  }

  getParent(line: Line): Line | undefined {
    return line.parent;
  }

  getTreeItem(line: Line): vscode.TreeItem {
    const { node } = line;
    const { mark, label } = node;
    const item = new vscode.TreeItem(label);
    item.id = node.id;
    item.contextValue = node.context;
    item.accessibilityInformation = { label: node.spoken };
    if (node.children) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    if (node.description !== undefined) item.description = node.description;
    if (node.icon) item.iconPath = themeIcon(node.icon);
    if (mark && node.room) item.resourceUri = roomUri(node.room, mark);
    if (node.click) item.command = { command: commandId(node.click), title: label, arguments: [line] };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { node }: Line): vscode.TreeItem {
    if (node.hover) item.tooltip = new vscode.MarkdownString(node.hover(), true);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const themeIcon = ({ id, color }: Icon): vscode.ThemeIcon =>
  new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
