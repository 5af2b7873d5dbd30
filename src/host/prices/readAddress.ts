import { FetchError, fetchBytes, type FetchBounds } from '../fetchBytes.ts';
import { isNameBelow, readChecksum, readChecksums } from './checksums.ts';
import { readPriceFile, readText, type ReadOptions } from './readFile.ts';
import type { SourceReading } from './readSource.ts';
import { SourceError } from './sourceError.ts';

/** The offer file of AWS's largest region has 300 MB as CSV. */
const MOST_BYTES = 1_000_000_000;
const IDLE_MS = 30_000;
const MOST_PAGES = 2_000;
const MOST_FILES = 200;

/**
 * Reads the list of prices at an address, with the pages after it. An address that ends in `/` is a folder: its `SHA256SUMS`
 * names the files below it and what they have to be. A file is compared with the `.sha256` beside it, where there is one.
 */
export async function readAddress(
  address: string,
  checksum: string | null,
  options: ReadOptions & { readonly allowHttp: boolean },
): Promise<readonly SourceReading[]> {
  const bounds = { mostBytes: MOST_BYTES, idleMs: IDLE_MS, allowHttp: options.allowHttp };
  const url = urlOf(address);
  const { pathname, search } = url;
  if (search === '' && pathname.endsWith('/')) return readListed(url.href, bounds, options);
  const expected =
    checksum ?? (search === '' ? await sumBeside(`${address}.sha256`, bounds, options) : null);
  return readPages(address, expected, bounds, options);
}

async function readListed(
  address: string,
  bounds: FetchBounds,
  options: ReadOptions,
): Promise<readonly SourceReading[]> {
  const { body } = await fetchBytes(
    `${address}SHA256SUMS`,
    { ...bounds, mostBytes: 1_000_000 },
    options.signal,
  );
  const sums = readChecksums(await readText(body));
  if (sums.size === 0 || sums.size > MOST_FILES) {
    throw new SourceError(`${address}SHA256SUMS names no file, or more than ${MOST_FILES}`);
  }
  const readings: SourceReading[] = [];
  for (const [name, sum] of sums) {
    if (!isNameBelow(name)) {
      throw new SourceError(`${address}SHA256SUMS names ${JSON.stringify(name)}`);
    }
    const below = name.split('/').map(encodeURIComponent).join('/');
    const found = await readOne(`${address}${below}`, sum, bounds, options);
    if (!('refused' in found)) readings.push(found);
    else if (found.isOther !== true) throw new SourceError(`${name} ${found.refused}`);
  }
  return readings;
}

/** Pages lead only to their own server. */
async function readPages(
  address: string,
  checksum: string | null,
  bounds: FetchBounds,
  options: ReadOptions,
): Promise<readonly SourceReading[]> {
  const readings: SourceReading[] = [];
  let next: string | undefined = address;
  for (let page = 1; next !== undefined; page++) {
    if (page > MOST_PAGES) throw new SourceError(`${address} has more than ${MOST_PAGES} pages`);
    if (urlOf(next).origin !== urlOf(address).origin) {
      throw new SourceError(`${address} goes on at another server: ${next}`);
    }
    options.progress(page === 1 ? `Reading ${address}` : `Reading page ${page} of ${address}`);
    const found = await readOne(next, page === 1 ? checksum : null, bounds, options);
    if ('refused' in found) throw new SourceError(`${next} ${found.refused}`);
    readings.push(found);
    next = found.next;
  }
  return readings;
}

async function readOne(
  address: string,
  checksum: string | null,
  bounds: FetchBounds,
  options: ReadOptions,
) {
  const fetched = await fetchBytes(address, bounds, options.signal);
  const reading = await readPriceFile({ ...fetched, name: address, checksum }, options);
  return 'refused' in reading
    ? reading
    : { ...reading, name: address, isChecked: checksum !== null };
}

/** Null where there is none: what answers with something else than a checksum publishes none. */
async function sumBeside(
  address: string,
  bounds: FetchBounds,
  { signal }: ReadOptions,
): Promise<string | null> {
  try {
    const { body } = await fetchBytes(address, { ...bounds, mostBytes: 10_000 }, signal);
    return readChecksum(await readText(body));
  } catch (error) {
    if (error instanceof FetchError && !signal.aborted) return null;
    throw error;
  }
}

function urlOf(address: string): URL {
  if (!URL.canParse(address)) throw new SourceError(`${address} is no address`);
  return new URL(address);
}
