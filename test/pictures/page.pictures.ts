import { describe, it } from 'vitest';
import { scenes, withScene, type Scene } from '../webview/harness/scenes.ts';
import { all, keep, wanted } from './folder.ts';
import { looksOf, pictureName } from './plan.ts';

describe('the page', () => {
  for (const [n, [name, scene]] of Object.entries<Scene>(scenes).entries())
    it.runIf(wanted(name))(name, async () => {
      for (const look of looksOf(n, all)) {
        const { theme, width, height, language } = look;
        const seen = { ...scene, options: { ...scene.options, theme, width, height } };
        await withScene(seen, language, ({ page }) => keep(page, pictureName(name, look)));
      }
    });
});
