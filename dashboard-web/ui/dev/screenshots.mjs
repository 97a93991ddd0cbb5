// Takes every page in light, dark and on a phone: node dev/screenshots.mjs [ORIGIN] [DIRECTORY] [ONLY]
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const origin = process.argv[2] ?? 'http://127.0.0.1:5173';
const directory = process.argv[3] ?? 'dist-screenshots';
const only = process.argv[4];

const PAGES = {
  overview: '/',
  service: '/services/checkout',
  instance: '/services/checkout/instances/checkout-7?panel=disk-write-sda',
  explore: `/explore?q=${encodeURIComponent('m:sum by (instance) (rate(errors_total[1m]))')}&q=${encodeURIComponent('l:{service="checkout"}')}`,
  patterns: `/explore?q=${encodeURIComponent('lp:{service="checkout"}')}`,
  alerts: '/alerts',
  silences: '/silences',
  'new-silence': `/silences/new?m=${encodeURIComponent('alertname="DiskSlow"')}&m=${encodeURIComponent('instance="checkout-7"')}`,
  notifications: `/notifications?alert=${encodeURIComponent('service=checkout severity=page team=shop')}`,
  rules: '/rules',
  history: '/history',
  noise: '/noise',
  trace: '/traces/4bf92f3577b34da6a3ce929d0e0e4736?span=e1',
  inbox: '/inbox',
  page: '/pages/pg-1',
  incidents: '/incidents',
  incident: '/incidents/inc-1',
  postmortems: '/postmortems',
  postmortem: '/postmortems/pm-1',
  slos: '/slos',
  slo: '/slos/checkout-availability',
  'on-call': '/on-call',
  changes: '/changes',
  explain: `/explore?q=${encodeURIComponent('mx:sum by (instance) (rate(errors_total[1m]))')}`,
  targets: '/targets',
  agents: '/agents',
  probes: '/probes',
  senders: '/senders',
  storage: '/storage',
  cardinality: '/cardinality',
  queries: '/queries',
  tokens: '/tokens',
  people: '/people',
  'sign-in': '/sign-in',
};

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
for (const [variant, options] of Object.entries({
  light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  phone: { colorScheme: 'dark', viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
})) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(variant, message.text()));
  page.on('pageerror', (error) => console.log(variant, String(error)));
  for (const [name, path] of Object.entries(PAGES)) {
    if (only !== undefined && !only.split(',').includes(name)) continue;
    await page.goto(origin + path);
    await page.waitForTimeout(900);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) console.log(`${name} ${variant}: ${wide} px too wide`);
    await page.screenshot({ path: `${directory}/${name}-${variant}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
