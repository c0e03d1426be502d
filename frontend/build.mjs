// SPDX-License-Identifier: EUPL-1.2
//
// Copies the third-party style sheets and script that Annex uses into core/web/static/vendor/, which is never
// committed and travels in the wheel:
//
//   theme.css        the design tokens that are used, straight or through another token
//   components.css   the NL Design System components that core/web/templates/components.html uses
//   htmx.min.js
//   LICENCES.txt     each package with its version and its licence text
//
// Run it with `npm ci && npm run build`. It reads node_modules and annex.css, and needs no network.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const here = new URL('./', import.meta.url);
const modules = new URL('node_modules/', here);
const staticFolder = new URL('../core/web/static/', here);
const vendor = new URL('vendor/', staticFolder);

const THEME = '@nl-design-system-unstable/voorbeeld-design-tokens';
const HTMX = 'htmx.org';
const packages = Object.keys(JSON.parse(readFileSync(new URL('package.json', here), 'utf8')).dependencies);
const components = packages.filter((name) => name.startsWith('@utrecht/'));

const read = (path) => readFileSync(new URL(path, modules), 'utf8');

/** A style sheet without comments and with single spaces; the notice that stood in the comments goes on top. */
function smaller(css, notice) {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};]) ?/g, '$1').trim();
  return `/* ${notice} */\n${text}\n`;
}

/** The names of the custom properties that a style sheet, or the value of a token, reads. */
function tokensIn(css) {
  return [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);
}

/** The theme with only the tokens that the given style sheets reach. */
function prunedTheme(css, styleSheets) {
  const selector = css.match(/^(\.[\w-]+) \{$/m)[1];
  const tokens = new Map([...css.matchAll(/^ {2}(--[\w-]+): (.*?);/gm)].map((match) => [match[1], match[2]]));
  const used = new Set();
  const waiting = styleSheets.flatMap(tokensIn);
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (tokens.has(name) && !used.has(name)) {
      used.add(name);
      waiting.push(...tokensIn(tokens.get(name)));
    }
  }
  const declarations = [...tokens].filter(([name]) => used.has(name)).map(([name, value]) => `${name}:${value};`);
  return `${selector}{${declarations.join('')}}`;
}

/** Every licence text once, under the packages that it holds for. */
function licences() {
  const groups = new Map();
  for (const name of packages) {
    const { version, license } = JSON.parse(read(`${name}/package.json`));
    const text = read(name === HTMX ? `${name}/LICENSE` : `${name}/LICENSE.md`);
    const key = createHash('sha256').update(text).digest('hex');
    const group = groups.get(key) ?? { text, names: [] };
    group.names.push(`${name} ${version} (${license})`);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, text }) => `${names.join('\n')}\n\n${text.trim()}\n`).join(`\n${'='.repeat(80)}\n\n`);
}

const componentsCss = components.map((name) => read(`${name}/dist/index.css`)).join('\n');
const annexCss = readFileSync(new URL('annex.css', staticFolder), 'utf8');

const files = {
  'theme.css': smaller(
    prunedTheme(read(`${THEME}/dist/theme.css`), [componentsCss, annexCss]),
    'NL Design System voorbeeld theme, EUPL-1.2, Copyright (c) 2021 NL Design System Community; see LICENCES.txt',
  ),
  'components.css': smaller(
    componentsCss,
    'Utrecht Design System, EUPL-1.2, Copyright (c) 2020-2024 Frameless B.V., 2021-2024 Gemeente Utrecht; see LICENCES.txt',
  ),
  'htmx.min.js': read(`${HTMX}/dist/htmx.min.js`),
  'LICENCES.txt': licences(),
};

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  writeFileSync(new URL(name, vendor), text);
  console.log(`${name.padEnd(16)}${String(text.length).padStart(8)} bytes${String(gzipSync(text).length).padStart(8)} gzipped`);
}
