// Opens HTML pages as their readers do: on a phone, a tablet and a laptop, in light and dark, on A4 and Letter paper.
// Stops where a page says anything to the console, asks for anything, is wider than its window, breaks a rule of axe, or
// takes more than one sheet where it may take one.
//
// Usage: node pages.mjs FOLDER   (playwright-core and axe-core are found from where it is started)
//   FOLDER/*.html            are looked at on every screen
//   FOLDER/one-sheet/*.html  are printed, and must fit one sheet of paper

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [folder] = process.argv.slice(2);
const executablePath = process.env.POEMS_CHROMIUM ?? '/usr/bin/chromium';
const SCREENS = [
  { name: 'phone, light', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: 'tablet, dark', viewport: { width: 800, height: 1000 }, colorScheme: 'dark' },
  { name: 'laptop, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
];
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const faults = [];

/** What axe finds on a page, and whether it is too wide. */
async function look(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) faults.push(`${name}: ${wide} pixels wider than the window`);
  // A page that forbids scripts runs none of its own; the browser's owner may still ask about it.
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  for (const violation of found.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`);
    faults.push(`${name}: axe ${violation.id}, ${violation.help}\n  ${nodes.join('\n  ')}`);
  }
}

/** How many sheets a PDF of Chromium has. */
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

const pages = (where) => readdirSync(where).filter((file) => file.endsWith('.html')).sort().map((file) => join(where, file));
const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
let looks = 0;
let prints = 0;
try {
  const seen = pages(folder);
  for (const screen of SCREENS) {
    const open = await browser.newContext(screen);
    const page = await open.newPage();
    page.setDefaultTimeout(180_000);
    let name = '';
    page.on('console', (message) => faults.push(`${name}: console says ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`${name}: ${error}`));
    page.on('dialog', (dialog) => { faults.push(`${name}: dialog ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) faults.push(`${name}: asks for ${request.url()}`);
    });
    for (const file of seen) {
      name = `${file} (${screen.name})`;
      await page.goto(pathToFileURL(resolve(file)).href);
      await look(page, name);
      looks += 1;
    }
    await open.close();
  }
  const open = await browser.newContext();
  const page = await open.newPage();
  for (const file of pages(join(folder, 'one-sheet'))) {
    await page.goto(pathToFileURL(resolve(file)).href);
    for (const format of ['A4', 'Letter']) {
      const count = sheets(await page.pdf({ format, preferCSSPageSize: true }));
      if (count !== 1) faults.push(`${file}: ${count} sheets of ${format}`);
      prints += 1;
    }
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(`${looks} looks at pages, ${prints} prints, ${faults.length} faults`);
process.exit(faults.length > 0 || looks === 0 || prints === 0 ? 1 : 0);
