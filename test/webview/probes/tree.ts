/** The element around this one as it is drawn: through slots and out of shadow roots. */
export const around = (element: Element): Element | undefined => {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
};

/** An element and everything around it, outermost first. */
export const lineage = (element: Element): readonly Element[] => {
  const outer = around(element);
  return outer === undefined ? [element] : [...lineage(outer), element];
};

/** The document and the open shadow roots in it. */
export const allRoots = (root: Document | ShadowRoot = document): readonly (Document | ShadowRoot)[] => [
  root,
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : allRoots(shadowRoot))),
];

/** Every element of the document, those of open shadow roots included. */
export const allElements = (): readonly Element[] => allRoots().flatMap((root) => [...root.querySelectorAll('*')]);

/** On screen for people who see, and not switched off. */
export const isInUse = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect();
  return (
    width > 1 &&
    height > 1 &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !lineage(element).some((one) => one.matches('.sr, [disabled], :disabled, [aria-disabled=true]'))
  );
};

/** The words that stand in the element itself. */
export const ownText = (element: Element): string =>
  [...element.childNodes]
    .map((node) => (node instanceof Text ? node.data : ''))
    .join('')
    .trim();

/** How a finding names an element. */
export const nameOf = (element: Element): string =>
  `${element.localName}.${[...element.classList].join('.')} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
