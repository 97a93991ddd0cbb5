/** The colours that a canvas needs by value, read from the theme. */
export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly band: string;
  readonly bandLine: string;
  readonly threshold: string;
  readonly mark: string;
  readonly series: readonly string[];
}

export const SERIES_COLORS = 7;

export function seriesVariable(color: number | 'grey'): string {
  return color === 'grey' ? 'var(--band-line)' : `var(--series-${(color % SERIES_COLORS) + 1})`;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: value('--ink'),
    faint: value('--ink-3'),
    grid: value('--grid'),
    band: value('--band'),
    bandLine: value('--band-line'),
    threshold: value('--page'),
    mark: value('--ink-3'),
    series: Array.from({ length: SERIES_COLORS }, (_, index) => value(`--series-${index + 1}`)),
  };
}
