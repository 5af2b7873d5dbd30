import type { PriceReading } from '../../core/catalog/refresh/reading.ts';
import type { LocalFiles } from './localFiles.ts';
import { readAddress } from './readAddress.ts';
import type { ReadOptions } from './readFile.ts';
import { readFolder } from './readFolder.ts';
import { SourceError } from './sourceError.ts';

/** What a file of a source says. */
export interface SourceReading extends PriceReading {
  readonly name: string;
  /** Whether its bytes were compared with a checksum. */
  readonly isChecked: boolean;
}

export interface SourceOptions extends ReadOptions {
  readonly files: LocalFiles;
  readonly allowHttp: boolean;
  /** SHA-256 that the source, a single file, has to have; null = nobody states it. */
  readonly checksum: string | null;
}

/**
 * Reads all lists of a source: the path of a folder or file, or an address.
 *
 * @throws SourceError, FetchError or what the disk says, with the reason.
 */
export async function readSource(
  source: string,
  options: SourceOptions,
): Promise<readonly SourceReading[]> {
  const readings = options.files.isOwn(source)
    ? await readFolder(source, options.files, options.checksum, options)
    : await readAddress(source, options.checksum, options);
  const clouds = new Map<string, string>();
  for (const { kind, rows, name } of readings) {
    if (kind !== 'SkyPilot catalogue') continue;
    const cloud = rows[0]?.cloud ?? '';
    const other = clouds.get(cloud);
    // Versions of one catalogue lie beside each other: which one is meant is not guessed.
    if (other !== undefined && rows.length > 0) {
      throw new SourceError(`${source} has several catalogues of ${cloud}: ${other} and ${name}`);
    }
    clouds.set(cloud, name);
  }
  return readings;
}
