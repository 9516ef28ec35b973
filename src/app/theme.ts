import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const cobalt: MantineColorsTuple = [
  '#eef2fd',
  '#dbe3f8',
  '#b4c5f0',
  '#8ba4e8',
  '#6888e1',
  '#4f73dc',
  '#3a60d0',
  '#2b50c8',
  '#2344ad',
  '#1a368f',
];

const graphite: MantineColorsTuple = [
  '#e9eaec',
  '#c9cbd0',
  '#a3a6ad',
  '#7d8189',
  '#5c6068',
  '#43474e',
  '#2c2f35',
  '#1d1f24',
  '#16181c',
  '#101114',
];

export const theme = createTheme({
  primaryColor: 'cobalt',
  primaryShade: { light: 7, dark: 6 },
  colors: { cobalt, dark: graphite },
  defaultRadius: 6,
  radius: { xs: '3px', sm: '5px', md: '6px', lg: '10px', xl: '14px' },
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.1875rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.3' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.1875rem', lineHeight: '1.3' },
      h2: { fontSize: '0.875rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
  },
});

const colours = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--bad)',
  '--input-asterisk-color': 'var(--bad)',
};

/** Mantine's own colours, said in ours: one palette, and text that is dark enough to read. */
export const ourColours: CSSVariablesResolver = () => ({ variables: {}, light: colours, dark: colours });
