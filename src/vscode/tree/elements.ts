import type { RoomKey } from '../../../common/model/index.ts';
import type { TreeNode } from '../model/tree-node.ts';

/** A line on screen. It stays the same object while what it shows changes: that is how the editor knows it again. */
export class TreeElement {
  node: TreeNode;
  parent: TreeElement | undefined;
  children: readonly TreeElement[] = [];
  #fingerprint = '';

  constructor(node: TreeNode) {
    this.node = node;
  }

  get room(): RoomKey | undefined {
    return this.node.room;
  }

  get user(): string | undefined {
    return this.node.user;
  }

  /** Answers whether it looks different now; of its own lines only which they are counts. */
  update(node: TreeNode): boolean {
    this.node = node;
    const { children = [], ...own } = node;
    const looks = JSON.stringify([own, idsOf(children)]);
    const differs = looks !== this.#fingerprint;
    this.#fingerprint = looks;
    return differs;
  }
}

/** The lines of a tree, kept up with its model. */
export class TreeElements {
  roots: readonly TreeElement[] = [];
  #known: ReadonlyMap<string, TreeElement> = new Map();
  #order = '';

  /** What has to be drawn anew: the lines that look different or have other lines, or `all` where headings have come or gone. */
  update(nodes: readonly TreeNode[]): readonly TreeElement[] | 'all' {
    const known = new Map<string, TreeElement>();
    const changed: TreeElement[] = [];
    this.roots = this.#adopt(nodes, { parent: undefined, known, changed });
    this.#known = known;
    const order = JSON.stringify(idsOf(nodes));
    const moved = order !== this.#order;
    this.#order = order;
    return moved ? 'all' : changed;
  }

  find(id: string): TreeElement | undefined {
    return this.#known.get(id);
  }

  #adopt(
    nodes: readonly TreeNode[],
    {
      parent,
      known,
      changed,
    }: { parent: TreeElement | undefined; known: Map<string, TreeElement>; changed: TreeElement[] },
  ): readonly TreeElement[] {
    return nodes.map((node) => {
      const line = this.#known.get(node.id) ?? new TreeElement(node);
      known.set(node.id, line);
      line.parent = parent;
      // what stands under a line that is drawn anew is drawn with it
      const differs = line.update(node);
      if (differs) changed.push(line);
      line.children = this.#adopt(node.children ?? [], { parent: line, known, changed: differs ? [] : changed });
      return line;
    });
  }
}

const idsOf = (nodes: readonly TreeNode[]): readonly string[] => nodes.map(({ id }) => id);
