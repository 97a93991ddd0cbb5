import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import type { Nightjar } from './nightjar';

/** Somebody at a desk, with a browser, before a Nightjar of their own. */
export interface Desk {
  nightjar: Nightjar;
  page: Page;
  /** What the browser complained of since. */
  problems: readonly string[];
  leave(): Promise<void>;
}

/** Waits until both are there; where the browser is not to be had, no Nightjar is left running. */
export async function sitDown(starting: Promise<Nightjar>, patienceMillis = 30_000): Promise<Desk> {
  const nightjar = await starting;
  try {
    const browser = await launchBrowser();
    const page = await newPage(browser);
    page.setDefaultTimeout(patienceMillis);
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    return {
      nightjar,
      page,
      problems,
      leave: async () => {
        await browser.close();
        await nightjar.stop();
      },
    };
  } catch (failure) {
    await nightjar.stop();
    throw failure;
  }
}

/** By the printed link, which is good once. */
export async function signIn({ nightjar, page }: Desk): Promise<void> {
  await page.goto(nightjar.signInUrl);
  await page.getByRole('button', { name: 'Search and commands' }).waitFor();
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  return context.newPage();
}
