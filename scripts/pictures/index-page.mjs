/** @typedef {{ file: string, theme: string, language: string, width: string }} Picture */

const STYLE = `body { margin: 0; padding: 16px; background: #777; color: #fff; font: 14px system-ui, sans-serif }
nav { position: sticky; top: 0; padding: 8px 0; background: #777 }
section { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start }
h2 { width: 100%; margin: 16px 0 0; font-size: 16px }
figure { margin: 0 } img { display: block; max-width: 100% } [hidden] { display: none }`;

/** Shows what the chosen parts of the names say. */
const SCRIPT = `const choices = [...document.querySelectorAll('select')];
for (const choice of choices) choice.onchange = () => {
  for (const one of document.querySelectorAll('figure'))
    one.hidden = choices.some(({ name, value }) => value !== '' && one.dataset[name] !== value);
};`;

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** @param {string} file `busy-room--dark-en-640.png` @returns {Picture & { state: string }} */
const read = (file) => {
  const [, state = file, theme = '', language = '', width = ''] = /^(.+)--(\w+)-(\w+)-(\d+)\.png$/.exec(file) ?? [];
  return { file, state, theme, language, width };
};

/** @param {string} name @param {readonly string[]} values */
const choice = (name, values) =>
  `<label>${name} <select name="${name}"><option value="">all</option>${[...new Set(values)].map((value) => `<option>${escaped(value)}</option>`).join('')}</select></label>`;

/** @param {Picture} picture */
const figure = ({ file, theme, language, width }) =>
  `<figure data-theme="${theme}" data-language="${language}" data-width="${width}"><figcaption>${width} ${theme} ${language}</figcaption>
<a href="${escaped(file)}"><img loading="lazy" alt="${escaped(file)}" src="${escaped(file)}"></a></figure>`;

/**
 * All pictures on one page, those of a state together, to be chosen from by theme, language and width.
 * @param {readonly string[]} files
 * @returns {string}
 */
export const indexPage = (files) => {
  const pictures = files.map(read).toSorted((a, b) => Number(a.width) - Number(b.width));
  const states = Map.groupBy(pictures, ({ state }) => state);
  const sections = [...states]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([state, of]) => `<section id="${escaped(state)}"><h2>${escaped(state)}</h2>${of.map(figure).join('')}</section>`,
    );
  const nav = ['theme', 'language', 'width'].map((name) =>
    choice(
      name,
      pictures.map((one) => one[/** @type {'theme' | 'language' | 'width'} */ (name)]),
    ),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>P2P Chat: ${states.size} states, ${files.length} pictures</title>
<style>${STYLE}</style>
<nav>${nav.join(' ')} ${states.size} states, ${files.length} pictures</nav>
${sections.join('\n')}
<script>${SCRIPT}</script></html>
`;
};
