import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { ourColours, theme } from './theme.ts';

/**
 * Puts the theme's variables into the page. Mantine would write them into a style element, which the page's
 * Content-Security-Policy forbids: whoever can write one could read the page through it. A sheet that only script can make
 * is none.
 */
export function adoptThemeVariables(): void {
  const full = mergeMantineTheme(DEFAULT_THEME, theme);
  const { variables, light, dark } = defaultCssVariablesResolver(full);
  const ours = ourColours(full);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables({
      variables: { ...variables, ...ours.variables },
      light: { ...light, ...ours.light },
      dark: { ...dark, ...ours.dark },
    }),
  );
  document.adoptedStyleSheets.push(sheet);
}
