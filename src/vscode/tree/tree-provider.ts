import * as vscode from 'vscode';
import { commandId } from '../contributions/commands.ts';
import type { Icon } from '../model/presence.ts';
import type { TreeNode } from '../model/tree-node.ts';
import { roomUri } from './decorations.ts';
import { TreeElements, type TreeElement } from './elements.ts';

/** Shows a tree model; a change of one line redraws that line. */
export class TreeProvider implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeElement[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #elements = new TreeElements();

  show(nodes: readonly TreeNode[]): void {
    const changed = this.#elements.update(nodes);
    if (changed === 'all') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  find(id: string): TreeElement | undefined {
    return this.#elements.find(id);
  }

  getChildren(line?: TreeElement): TreeElement[] {
    return [...(line?.children ?? this.#elements.roots)];
  }

  getParent(line: TreeElement): TreeElement | undefined {
    return line.parent;
  }

  getTreeItem(line: TreeElement): vscode.TreeItem {
    const { node } = line;
    const { badge, label } = node;
    const item = new vscode.TreeItem(label);
    item.id = node.id;
    item.contextValue = node.contextValue;
    item.accessibilityInformation = { label: node.ariaLabel };
    if (node.children) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    if (node.description !== undefined) item.description = node.description;
    if (node.icon) item.iconPath = themeIcon(node.icon);
    if (badge && node.room) item.resourceUri = roomUri(node.room, badge);
    if (node.command) item.command = { command: commandId(node.command), title: label, arguments: [line] };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { node }: TreeElement): vscode.TreeItem {
    if (node.tooltip) item.tooltip = new vscode.MarkdownString(node.tooltip(), true);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const themeIcon = ({ id, color }: Icon): vscode.ThemeIcon =>
  new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
