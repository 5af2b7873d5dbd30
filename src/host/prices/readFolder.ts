import type { LocalFile, LocalFiles } from './localFiles.ts';
import { isNameBelow, readChecksum, readChecksums } from './checksums.ts';
import { readPriceFile, readText, type ReadOptions } from './readFile.ts';
import type { SourceReading } from './readSource.ts';
import { SourceError } from './sourceError.ts';

/** Files of one folder: a copy of all of SkyPilot's catalogues has a hundred. */
const MOST_FILES = 1000;

const sumsName = 'SHA256SUMS';

/**
 * Reads the lists of prices in a folder and below it, or a file alone. What is no list is passed over; a list that is broken
 * refuses all. Where `SHA256SUMS` lies in the folder, those files are read that it names, and have to be what it says; a file
 * with `.sha256` behind its name beside it has to be that.
 */
export async function readFolder(
  path: string,
  files: LocalFiles,
  checksum: string | null,
  options: ReadOptions,
): Promise<readonly SourceReading[]> {
  const all = await files.list(path);
  if (all.length > MOST_FILES) throw new SourceError(`${path} has more than ${MOST_FILES} files`);
  const named = await namedSums(path, all);
  const isAlone = all.length === 1;
  const readings: SourceReading[] = [];
  for (const file of all.filter(({ name }) => /\.(?:csv|tsv|json)$/i.test(name) || isAlone)) {
    if (named !== null && !named.has(file.name)) continue;
    options.signal.throwIfAborted();
    options.progress(`Reading ${file.name}`);
    const expected = checksum ?? named?.get(file.name) ?? (await sumBeside(file, all));
    const opened = { ...file, body: file.read(), checksum: expected };
    const reading = await readPriceFile(opened, options);
    if (!('refused' in reading)) {
      readings.push({ ...reading, name: file.name, isChecked: expected !== null });
    } else if (reading.isOther !== true || isAlone) {
      throw new SourceError(`${file.name} ${reading.refused}`);
    }
  }
  if (readings.length === 0) throw new SourceError(`${path} has no list of prices`);
  return readings;
}

/** Null without the file. A file that it names and that is not there is one that is still to come. */
async function namedSums(
  path: string,
  all: readonly LocalFile[],
): Promise<ReadonlyMap<string, string> | null> {
  const list = all.find(({ name }) => name === sumsName);
  if (list === undefined) return null;
  const sums = readChecksums(await readText(list.read()));
  for (const name of sums.keys()) {
    if (!isNameBelow(name))
      throw new SourceError(`${sumsName} in ${path} names ${JSON.stringify(name)}`);
    if (!all.some((file) => file.name === name)) {
      throw new SourceError(`${sumsName} in ${path} names ${name}, which is not there`);
    }
  }
  return sums;
}

async function sumBeside(file: LocalFile, all: readonly LocalFile[]): Promise<string | null> {
  const beside = all.find(({ name }) => name === `${file.name}.sha256`);
  if (beside === undefined) return null;
  const sum = readChecksum(await readText(beside.read()));
  if (sum === null) throw new SourceError(`${beside.name} has no SHA-256`);
  return sum;
}
