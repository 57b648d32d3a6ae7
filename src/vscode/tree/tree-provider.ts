import * as vscode from 'vscode';
import type { TreeNode } from '../model/tree-node.ts';
import { roomUri } from './decorations.ts';

/** Shows a tree model; redraws only when the model says something else than before. */
export class TreeProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly TreeNode[] = [];
  #shown = '[]';

  show(nodes: readonly TreeNode[]): void {
    const shown = JSON.stringify(nodes);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#nodes = nodes;
    this.#changed.fire(undefined);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node ? (node.children ?? []) : this.#nodes)];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label);
    item.id = node.id;
    item.contextValue = node.context;
    item.accessibilityInformation = { label: node.spoken };
    if (node.children) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    if (node.description !== undefined) item.description = node.description;
    if (node.tooltip !== undefined) item.tooltip = node.tooltip;
    if (node.icon) item.iconPath = themeIcon(node.icon);
    if (node.unread !== undefined && node.room) item.resourceUri = roomUri(node.room, node.unread);
    if (node.opens) item.command = { command: 'p2pChat.openRoom', title: node.label, arguments: [node] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const themeIcon = ({ id, color }: NonNullable<TreeNode['icon']>): vscode.ThemeIcon =>
  new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
