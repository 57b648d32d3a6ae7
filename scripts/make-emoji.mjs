// Writes webview/compose/emoji-table.ts anew, after an update of emojibase-data.
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { emojiModule } from './support/emoji-table.mjs';

await writeFile(path.resolve(import.meta.dirname, '../webview/compose/emoji-table.ts'), emojiModule());
