/** Of each message in sight, or so near to it, by its key, where its text begins: pixels from the upper edge of the page. */
export const inSight = (near = 0): Record<string, number> => {
  const { top, bottom } = document.querySelector('.log')?.getBoundingClientRect() ?? new DOMRect();
  const shown = [...document.querySelectorAll<HTMLElement>('.row:not(.is-apart) .msg')].map((message) => {
    const text = message.querySelector('.msg-text')?.getBoundingClientRect() ?? new DOMRect();
    return [message.dataset['key'] ?? '', text.top, text.bottom] as const;
  });
  return Object.fromEntries(
    shown.filter(([, from, to]) => to > top - near && from < bottom + near).map(([key, from]) => [key, from]),
  );
};
