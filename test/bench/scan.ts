// What a scan of a large folder costs, next to what reading its bytes and a look at each text cost.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { discoverFiles } from '../../src/cli/discover.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { readDocuments } from '../../src/cli/readDocuments.ts';
import { mayHoldServing, readFile } from '../../src/core/formats/formats.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { testEnvironment } from '../support/environment.ts';
import { fakeTerminal, temporaryFolder } from '../support/fakeTerminal.ts';
import { row } from './measure.ts';
import { repository } from './repository.ts';

const rounds = 5;

/**
 * Processor time of each work, the least of some rounds; milliseconds. A scan takes long enough for a busy machine to
 * interrupt it, which the clock would count.
 */
async function leastOf(works: readonly (() => unknown)[]): Promise<readonly number[]> {
  const least = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const start = process.cpuUsage();
      await work();
      least[index] = Math.min(least[index] ?? Infinity, processorTime(start));
    }
  }
  return least;
}

function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** Prints the figures for a folder of so many files. */
export async function benchScan(files: number, spacing: number): Promise<void> {
  const texts = repository(files, spacing);
  const { path, remove } = temporaryFolder(texts);
  try {
    const terminal = fakeTerminal(path);
    const names = Object.keys(texts).map((name) => join(path, name));
    const { catalog } = testEnvironment();
    const documents = names.map((name) => ({
      uri: pathToFileURL(name).href,
      version: 0,
      text: readFileSync(name, 'utf8'),
    }));
    const megabytes = documents.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
    const passing = documents.filter(mayHoldServing).length;
    let deployments = 0;
    const [bytes = 0, look = 0, discovery = 0, scan = 0] = await leastOf([
      () => names.map((name) => readFileSync(name)),
      () => documents.filter(mayHoldServing),
      () => discoverFiles(['.'], path),
      async () => {
        const found = await readDocuments(['.'], terminal, createProgress(terminal));
        const parsed = found.documents.map((document) => parseFile(document));
        const readings = parsed.map((file) => readFile(file, { catalog, files: parsed }));
        deployments = readings.reduce((sum, reading) => sum + reading.deployments.length, 0);
      },
    ]);
    console.log(
      `\nA folder of ${files} files, ${megabytes.toFixed(1)} MB, of which ${passing} pass the cheap look; ${deployments} deployments`,
    );
    console.log(row('bytes alone', bytes));
    console.log(row('cheap look', look, `${((megabytes * 1000) / look).toFixed(0)} MB/s`));
    console.log(row('finding the files', discovery));
    const ratio = (scan / (bytes + look)).toFixed(2);
    console.log(
      row('scan: find, read, look, parse, read configs', scan, `${ratio} × bytes and look`),
    );
  } finally {
    remove();
  }
}
