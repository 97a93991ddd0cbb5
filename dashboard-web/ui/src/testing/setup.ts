import { afterEach } from 'vitest';

// Only component tests have a window; the others are spared the time it takes to make one.
if (typeof window !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react');
  afterEach(cleanup);
  // What comes is waited for as long as a machine with other work to do may take.
  configure({ asyncUtilTimeout: 20_000 });

  // What jsdom lacks and Mantine asks for.
  Object.defineProperty(window, 'matchMedia', {
    value: (media: string) => ({
      media,
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }),
  });
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperty(document, 'fonts', { value: { addEventListener: () => undefined, removeEventListener: () => undefined } });
  Object.defineProperty(window, 'ResizeObserver', {
    value: class QuietObserver {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  });
}
