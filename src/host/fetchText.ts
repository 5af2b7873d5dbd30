import { causeOf, isRedirect } from './response.ts';

/** What a request may take, and whom it tells who asks. */
export interface FetchLimits {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the whole answer is there. */
  readonly timeout: number;
  /** Bytes of the answer, unpacked. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal;
}

export type Fetched =
  | {
      readonly status: number;
      readonly text: string;
      /** Seconds after which the server wants to be asked again; null = it does not say. */
      readonly retryAfter: number | null;
    }
  /** `reason`: what went wrong as a phrase that goes on from the address: `does not answer within 30 s`. */
  | { readonly failed: string; readonly reason: 'stopped' | 'timeout' | 'size' | 'other' };

const mostRedirects = 3;

/**
 * The text at an address. Never throws. Redirects are followed within the same origin alone, so that no header gets to
 * another one; an answer that is too large or too slow is given up while it comes in.
 */
export async function fetchText(address: string, limits: FetchLimits): Promise<Fetched> {
  const timeout = AbortSignal.timeout(limits.timeout);
  const signals = limits.signal === undefined ? [timeout] : [timeout, limits.signal];
  const signal = AbortSignal.any(signals);
  try {
    return await follow(new URL(address), limits, signal);
  } catch (error) {
    if (limits.signal?.aborted === true) return { failed: 'was stopped', reason: 'stopped' };
    if (timeout.aborted) {
      return { failed: `does not answer within ${limits.timeout / 1000} s`, reason: 'timeout' };
    }
    return { failed: `cannot be reached: ${causeOf(error)}`, reason: 'other' };
  }
}

async function follow(first: URL, limits: FetchLimits, signal: AbortSignal): Promise<Fetched> {
  let address = first;
  for (let turn = 0; turn <= mostRedirects; turn++) {
    const response = await fetch(address, {
      headers: limits.headers,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    const next = redirectOf(response, address);
    if (next === null) return await readBody(response, limits.mostBytes);
    await response.body?.cancel();
    if (next === 'unknown') {
      return { failed: 'redirects, which is not followed here', reason: 'other' };
    }
    if (next.origin !== first.origin) {
      return {
        failed: `redirects to ${next.origin}, which is not followed: give that address itself`,
        reason: 'other',
      };
    }
    address = next;
  }
  return { failed: 'redirects in a circle', reason: 'other' };
}

/** Where an answer sends to; null for one that is an answer. Browsers do not say where to. */
function redirectOf(response: Response, from: URL): URL | 'unknown' | null {
  if (response.type === 'opaqueredirect') return 'unknown';
  if (!isRedirect(response)) return null;
  const location = response.headers.get('location');
  if (location === null || !URL.canParse(location, from)) return 'unknown';
  return new URL(location, from);
}

async function readBody(response: Response, mostBytes: number): Promise<Fetched> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    length += part.value.length;
    if (length > mostBytes) {
      await reader?.cancel();
      return { failed: `answers with more than ${megabytes(mostBytes)} MB`, reason: 'size' };
    }
    text += decoder.decode(part.value, { stream: true });
  }
  text += decoder.decode();
  return { status: response.status, text, retryAfter: retryAfterOf(response) };
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
