import type { RoomKey } from '../../../common/model/index.ts';
import type { TreeNode } from '../model/tree-node.ts';

/** A line on screen. It stays the same object while what it shows changes: that is how the editor knows it again. */
export class Line {
  node: TreeNode;
  lines: readonly Line[] = [];
  #looks = '';

  constructor(node: TreeNode) {
    this.node = node;
  }

  get room(): RoomKey | undefined {
    return this.node.room;
  }

  get user(): string | undefined {
    return this.node.user;
  }

  /** Answers whether it looks different now; its own lines do not count. */
  show(node: TreeNode): boolean {
    this.node = node;
    const { children: _, ...own } = node;
    const looks = JSON.stringify(own);
    const differs = looks !== this.#looks;
    this.#looks = looks;
    return differs;
  }
}

/** The lines of a tree, kept up with its model. */
export class Lines {
  roots: readonly Line[] = [];
  #known: ReadonlyMap<string, Line> = new Map();
  #order = '';

  /** What has to be drawn anew: the lines that look different, or `all` where lines have come, gone or moved. */
  show(nodes: readonly TreeNode[]): readonly Line[] | 'all' {
    const known = new Map<string, Line>();
    const changed: Line[] = [];
    this.roots = this.#adopt(nodes, known, changed);
    this.#known = known;
    const order = JSON.stringify(nodes.map(({ id, children = [] }) => [id, ...children.map((child) => child.id)]));
    const moved = order !== this.#order;
    this.#order = order;
    return moved ? 'all' : changed;
  }

  #adopt(nodes: readonly TreeNode[], known: Map<string, Line>, changed: Line[]): readonly Line[] {
    return nodes.map((node) => {
      const line = this.#known.get(node.id) ?? new Line(node);
      known.set(node.id, line);
      if (line.show(node)) changed.push(line);
      line.lines = this.#adopt(node.children ?? [], known, changed);
      return line;
    });
  }
}
