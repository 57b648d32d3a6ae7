/** Calls when the focus, or the chance that somebody reads, may have changed. Lives as long as the page. */
export const watchAttention = (changed: () => void): void => {
  for (const name of ['focus', 'blur', 'focusin', 'focusout'] as const) window.addEventListener(name, changed);
  document.addEventListener('visibilitychange', changed);
};
