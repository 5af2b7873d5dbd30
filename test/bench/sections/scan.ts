import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { discoverFiles } from '../../../src/cli/discover.ts';
import { createProgress } from '../../../src/cli/progress.ts';
import { namedPath } from '../../../src/cli/selection.ts';
import { readDocuments } from '../../../src/cli/readDocuments.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { readFile } from '../../../src/core/formats/formats.ts';
import { mayHoldServing } from '../../../src/core/formats/prefilter.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { testEnvironment } from '../../support/environment.ts';
import { fakeTerminal, temporaryFolder } from '../../support/fakeTerminal.ts';
import type { Figures } from '../figures.ts';
import { roundsOf, type Rounds } from '../measure.ts';
import { repository } from '../repository.ts';

interface Folder {
  readonly files: number;
  /** Every so-many-th file is a serving config. */
  readonly spacing: number;
  readonly rounds: number;
}

/** Next to what finding its files, reading their bytes and a look at each text cost. */
export async function benchScan(
  figures: Figures,
  { files, spacing, rounds }: Folder,
): Promise<void> {
  const texts = repository(files, spacing);
  const { path, remove } = temporaryFolder(texts);
  const environment = testEnvironment();
  const terminal = fakeTerminal(path);
  const found = () => readDocuments(['.'], terminal, createProgress(terminal));
  const timesOf = (work: () => unknown) => roundsOf(work, rounds);

  async function scan(): Promise<number> {
    const { documents } = await found();
    const parsed = documents.map((document) => parseFile(document));
    return parsed
      .map((file) => readFile(file, { catalog: environment.catalog, files: parsed }))
      .reduce((sum, { deployments }) => sum + deployments.length, 0);
  }

  try {
    // First of all, so that its first time is a first time.
    const scanned = await timesOf(scan);
    const reported = await timesOf(async () => analyze((await found()).documents, environment));

    const names = Object.keys(texts).map((name) => join(path, name));
    const documents = names.map((name) => ({
      uri: pathToFileURL(name).href,
      version: 0,
      text: readFileSync(name, 'utf8'),
    }));
    const passing = documents.filter(mayHoldServing);
    const discovery = await timesOf(() => discoverFiles([namedPath('.', path)]));
    const bytes = await timesOf(() => names.map((name) => readFileSync(name)));
    const look = await timesOf(() => documents.filter(mayHoldServing));
    const library = await timesOf(() => passing.map(({ text }) => parseAllDocuments(text)));

    const megabytes = documents.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
    const needed = discovery.least + bytes.least + look.least;
    const compared = (what: string, { first, least }: Rounds): void => {
      figures.time(
        what,
        least,
        `${(least / needed).toFixed(2)} × finding, bytes and look; ${first.toFixed(0)} ms the first time`,
      );
    };
    figures.time('finding the files', discovery.least);
    figures.time('bytes alone', bytes.least, `${megabytes.toFixed(1)} MB`);
    const speed = (megabytes * 1000) / look.least;
    figures.time('cheap look', look.least, `${speed.toFixed(0)} MB/s; ${passing.length} pass`);
    compared('yaml library alone, what passes', library);
    compared('scan: find, read, look, parse, read configs', scanned);
    compared('report: scan, price, advise', reported);
  } finally {
    remove();
  }
}
