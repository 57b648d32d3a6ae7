/** An element with a class, if one is given. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  return made;
};

export const button = (label: string, className: string, onClick: () => void): HTMLButtonElement => {
  const made = element('button', className);
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
};

/** A button with a picture before its words; where it is narrow, the words are left to screen readers. */
export const iconButton = (label: string, icon: string, onClick: () => void): HTMLButtonElement => {
  const made = button('', 'act calm', onClick);
  const picture = element('span', `codicon codicon-${icon}`);
  picture.ariaHidden = 'true';
  const words = element('span', 'label');
  words.textContent = label;
  made.title = label;
  made.append(picture, words);
  return made;
};
