import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Amber, the bird's eye. */
const amber: MantineColorsTuple = [
  '#fff6e5',
  '#ffe9c2',
  '#fcd592',
  '#f9c162',
  '#f5b043',
  '#f2a93b',
  '#d98e1f',
  '#b97208',
  '#9a5f00',
  '#744700',
];

const vermilion: MantineColorsTuple = [
  '#fff0eb',
  '#ffd9ce',
  '#ffb8a3',
  '#ff9678',
  '#ff7f5b',
  '#ff7350',
  '#e2512c',
  '#c2371a',
  '#9e2a12',
  '#77200e',
];

/** Slate, from the lightest to the ground of dark pages. */
const dark: MantineColorsTuple = [
  '#e4e9ef',
  '#c6ced7',
  '#a3aebb',
  '#7f8b99',
  '#36414d',
  '#28313b',
  '#1d242d',
  '#161b22',
  '#10141a',
  '#0b0e12',
];

export const theme = createTheme({
  primaryColor: 'amber',
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { amber, vermilion, dark },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.9375rem', lg: '1.125rem', xl: '1.5rem' },
  defaultRadius: 6,
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
    Modal: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, centered: true } },
    Popover: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, shadow: 'none' } },
  },
});
