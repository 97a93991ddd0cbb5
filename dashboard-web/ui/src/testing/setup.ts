import { afterEach } from 'vitest';

// Only component tests have a window; the others are spared the time it takes to make one.
if (typeof window !== 'undefined') {
  const { cleanup } = await import('@testing-library/react');
  afterEach(cleanup);

  // What jsdom lacks and Mantine asks for.
  Object.defineProperty(window, 'matchMedia', {
    value: (media: string) => ({
      media,
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }),
  });
  Object.defineProperty(window, 'ResizeObserver', {
    value: class QuietObserver {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  });
}
