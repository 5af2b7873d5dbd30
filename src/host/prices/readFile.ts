import type {
  PriceFile,
  PriceReader,
  PriceReading,
  RefusedPrices,
} from '../../core/catalog/refresh/reading.ts';
import type { Provider } from '../../core/model/deployment.ts';
import { sha256 } from '../sha256.ts';
import { SourceError } from './sourceError.ts';

/** What prices are read with. */
export interface ReadOptions {
  /** How a file is read, by what it holds. */
  readonly reader: (file: PriceFile) => PriceReader;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Day of prices that state none, where somebody stated it. */
  readonly asOf: string | null;
  readonly provider: Provider | null;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/** A file that is to be read: where it is shown to be from, and when it was written. */
interface Opened {
  readonly name: string;
  readonly modified: string | null;
  readonly body: AsyncIterable<Uint8Array>;
  /** SHA-256 that it has to have; null = nobody says. */
  readonly checksum: string | null;
}

/** Bytes of a file that is compared with a checksum: it is held as a whole. */
const MOST_CHECKED = 256_000_000;

/**
 * Reads one file of prices as it comes.
 *
 * @throws SourceError for a checksum that differs, for what is no text, and what `body` throws.
 */
export async function readPriceFile(
  { name, modified, body, checksum }: Opened,
  { reader: open, today, asOf, provider }: ReadOptions,
): Promise<PriceReading | RefusedPrices> {
  const reader = open({ name, day: asOf ?? modified ?? today, provider });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of body) {
      reader.push(decoder.decode(part, { stream: true }));
      if (checksum === null) continue;
      parts.push(part);
      length += part.length;
      if (length > MOST_CHECKED) {
        throw new SourceError(`${name} is too large to be compared with its checksum`);
      }
    }
    reader.push(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) throw new SourceError(`${name} is not UTF-8 text`);
    throw error;
  }
  if (checksum !== null) {
    const found = await sha256(joined(parts, length));
    if (found !== checksum) {
      throw new SourceError(
        `${name} is not what its checksum says: SHA-256 ${found}, expected ${checksum}`,
      );
    }
  }
  return reader.end();
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A short text as a whole. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  mostBytes = 1_000_000,
): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const part of body) {
    text += decoder.decode(part, { stream: true });
    if (text.length > mostBytes) throw new SourceError('a list of checksums is longer than 1 MB');
  }
  return text + decoder.decode();
}
