// npm run bench [-- SECTION…] [--check] [--save]
// What things cost, next to what the `yaml` library alone needs for a file of a thousand lines. --save keeps the ratios as those of
// this release; --check ends with status 1 where one rose by more than half.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { printFigures, regressions, type Figure, type Release } from './figures.ts';
import { productVersion } from '../../src/core/version.ts';
import { manifest, withKeystroke } from './manifest.ts';
import { median } from './measure.ts';
import { sections } from './sections.ts';

/** Ratios scatter by some tenths on a machine that does other things too. */
const allowed = 1.5;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const file = path.join(process.cwd(), 'test/bench/release.json');

async function measured(names: readonly string[], release: Release | null): Promise<Figure[]> {
  const text = manifest(12);
  const found: Figure[] = [];
  for (const [name, section] of sections) {
    if (names.length > 0 && !names.includes(name)) continue;
    const bare = median((call) => parseAllDocuments(withKeystroke(text, call)));
    console.log(`\n${section.title}  (bare: ${bare.toFixed(2)} ms)`);
    await section.run(printFigures(name, bare, release, found));
  }
  return found;
}

function save(found: readonly Figure[], release: Release | null): void {
  const ratios = found.map(({ name, ratio }) => [name, Number(ratio.toPrecision(3))] as const);
  const saved: Release = {
    version: productVersion,
    ratios: { ...release?.ratios, ...Object.fromEntries(ratios) },
  };
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
}

/** The exit status. */
function check(found: readonly Figure[], release: Release | null): number {
  const worse =
    release === null
      ? ['there is no release to compare with']
      : regressions(found, release, allowed);
  if (worse.length === 0) console.log('\nNothing rose by more than half.');
  for (const line of worse) console.error(`✗ ${line}`);
  return worse.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const unknown = positionals.filter((name) => !sections.has(name));
  if (unknown.length > 0) {
    console.error(`No section ${unknown.join(', ')}: ${[...sections.keys()].join(', ')}.`);
    return 2;
  }
  const release = readRelease();
  const found = await measured(positionals, release);
  if (flags.save) save(found, release);
  return flags.check ? check(found, release) : 0;
}

function readRelease(): Release | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Release;
  } catch {
    return null;
  }
}

void main().then((status) => {
  process.exitCode = status;
});
