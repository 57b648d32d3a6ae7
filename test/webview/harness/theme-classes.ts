/** Classes of the body as the editor sets them for each kind of theme. */
export const themeClasses = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  hcl: 'vscode-high-contrast-light vscode-high-contrast', // the editor sets both
} as const;

export type Theme = keyof typeof themeClasses;
export const themes = ['dark', 'light', 'hc', 'hcl'] as const satisfies readonly Theme[];
