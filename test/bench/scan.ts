// What a scan of a large folder costs, next to what finding its files, reading their bytes and a look at each text cost.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { discoverFiles } from '../../src/cli/discover.ts';
import { namedPath } from '../../src/cli/selection.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { readDocuments } from '../../src/cli/readDocuments.ts';
import { analyze } from '../../src/core/analyze.ts';
import { readFile } from '../../src/core/formats/formats.ts';
import { mayHoldServing } from '../../src/core/formats/prefilter.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { testEnvironment } from '../support/environment.ts';
import { fakeTerminal, temporaryFolder } from '../support/fakeTerminal.ts';
import { processorTime, row } from './measure.ts';
import { repository } from './repository.ts';

const rounds = 8;

/** Processor time of one work; milliseconds. */
interface Times {
  /** As a command line that runs once has it: nothing is compiled yet. */
  readonly first: number;
  readonly least: number;
}

async function timesOf(work: () => unknown): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    await work();
    times.push(processorTime(start));
  }
  return { first: times[0] ?? NaN, least: Math.min(...times) };
}

/** Prints the figures for a folder of so many files, of which every `spacing`-th is a serving config. */
export async function benchScan(files: number, spacing: number): Promise<void> {
  const texts = repository(files, spacing);
  const { path, remove } = temporaryFolder(texts);
  const environment = testEnvironment();
  const terminal = fakeTerminal(path);
  const found = () => readDocuments(['.'], terminal, createProgress(terminal));

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
    const compared = (what: string, { first, least }: Times): string =>
      row(
        what,
        least,
        `${(least / needed).toFixed(2)} × finding, bytes and look; ${first.toFixed(0)} ms the first time`,
      );
    console.log(
      `\nA folder of ${files} files, ${megabytes.toFixed(1)} MB, of which ${passing.length} pass the cheap look; ${await scan()} deployments`,
    );
    console.log(row('finding the files', discovery.least));
    console.log(row('bytes alone', bytes.least));
    const speed = (megabytes * 1000) / look.least;
    console.log(row('cheap look', look.least, `${speed.toFixed(0)} MB/s`));
    console.log(compared('yaml library alone, what passes', library));
    console.log(compared('scan: find, read, look, parse, read configs', scanned));
    console.log(compared('report: scan, price, advise', reported));
  } finally {
    remove();
  }
}
