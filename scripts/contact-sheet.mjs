// Puts the pictures of a folder (`npm run pictures`, P2P_CHAT_SHOTS) on sheets to look at: `node scripts/contact-sheet.mjs FOLDER [PART-OF-NAME] [COLUMNS]`
import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { launchBrowser } from './host/workbench.mjs';

const [folder = '.', part = '', columns = '4'] = process.argv.slice(2);
const perSheet = Number(columns) * 3;
const names = readdirSync(folder).filter(
  (name) => name.endsWith('.png') && name.includes(part) && !name.startsWith('sheet'),
);

/** @param {string} name */
const figure = (name) =>
  `<figure><img src="data:image/png;base64,${readFileSync(path.join(folder, name), 'base64')}"><figcaption>${name}</figcaption></figure>`;
const style = `body{margin:0;padding:8px;display:grid;gap:8px;grid-template-columns:repeat(${columns},1fr);background:#777;font:12px sans-serif}
figure{margin:0}img{max-width:100%;display:block}`;

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1800, height: 600 } });
  for (let at = 0; at < names.length; at += perSheet) {
    const some = names.slice(at, at + perSheet);
    await page.setContent(`<style>${style}</style>${some.map(figure).join('')}`);
    const sheet = path.join(folder, `sheet-${part}${at / perSheet}.png`);
    await page.screenshot({ path: sheet, fullPage: true });
    console.log(sheet);
  }
} finally {
  await browser.close();
}
