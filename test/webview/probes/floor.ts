/** As many elements as one message may become, made and laid out: what drawing them costs any page on this machine. */
export const drawMany = (count: number): void => {
  const line = document.createElement('p');
  for (let n = 0; n < count; n++)
    line.append(Object.assign(document.createElement('span'), { textContent: `word ${n} ` }));
  document.body.append(line);
  line.getBoundingClientRect();
  line.remove();
};
