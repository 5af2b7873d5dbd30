import { causeOf, isRedirect } from './response.ts';

/** Why an address was not read, in words for the person who asked for it. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

/** Bounds of one request. */
export interface FetchBounds {
  readonly mostBytes: number;
  /** Without a byte for so long, the other side is taken to have gone. Milliseconds. */
  readonly idleMs: number;
  /** Plain HTTP is allowed to other machines too; to this one it always is. */
  readonly allowHttp?: boolean;
}

/** What an address answers. */
export interface Fetched {
  /** Where the answer is from, after redirects. */
  readonly url: URL;
  /** Day of `Last-Modified`, `YYYY-MM-DD`; null without one. */
  readonly modified: string | null;
  /** The bytes as they come, without any content coding. Ends in a `FetchError` where they exceed the bounds or break off. */
  readonly body: AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 5;

/**
 * GETs an address: HTTPS, and HTTP on this machine. Redirects are followed to addresses that could have been asked for, never
 * from elsewhere to this machine. Sends no cookies, no credentials and no referrer.
 *
 * @throws FetchError with the reason.
 */
export async function fetchBytes(
  address: string,
  bounds: FetchBounds,
  signal: AbortSignal,
): Promise<Fetched> {
  const watch = createWatch(bounds.idleMs, signal);
  try {
    let url = allowedUrl(address, null, bounds);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await request(url, watch.signal);
      const location = redirectOf(response);
      if (location === null) return await answer(response, url, bounds, watch);
      await response.body?.cancel();
      url = allowedUrl(location, url, bounds);
    }
    throw new FetchError(`${address} redirects more than ${MOST_REDIRECTS} times`);
  } catch (error) {
    watch.end();
    throw reasonOf(error, address, watch);
  }
}

/** The address, when it may be asked; `from` is the one that redirects to it. */
function allowedUrl(address: string, from: URL | null, { allowHttp }: FetchBounds): URL {
  const url = URL.canParse(address, from?.href) ? new URL(address, from?.href) : null;
  const named = from === null ? address : `${from.href} redirects to ${address}, which`;
  if (url === null) throw new FetchError(`${named} is no address`);
  if (url.username !== '' || url.password !== '') {
    throw new FetchError(`${from === null ? 'the address' : named} holds a user name or password`);
  }
  const isHere = isThisMachine(url);
  if (from !== null && isHere && !isThisMachine(from)) {
    throw new FetchError(`${named} is on this machine`);
  }
  const isAllowed =
    url.protocol === 'https:' || (url.protocol === 'http:' && (isHere || allowHttp === true));
  if (!isAllowed) throw new FetchError(`${named} is not read by HTTPS`);
  return url;
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  const options = {
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { accept: 'text/csv, application/json, text/plain, */*' },
  } as const;
  const response = await fetch(url, { ...options, redirect: 'manual' });
  // Browsers do not say where a redirect leads: they follow it, by HTTPS from HTTPS alone.
  if (response.type === 'opaqueredirect') return fetch(url, { ...options, redirect: 'follow' });
  return response;
}

/** Where a response leads; the address that a browser has followed to is looked at like any other. */
function redirectOf(response: Response): string | null {
  return isRedirect(response) ? (response.headers.get('location') ?? '') : null;
}

async function answer(
  response: Response,
  asked: URL,
  bounds: FetchBounds,
  watch: Watch,
): Promise<Fetched> {
  const url = response.redirected ? allowedUrl(response.url, asked, bounds) : asked;
  const length = Number(response.headers.get('content-length') ?? 0);
  if (!response.ok || response.body === null || length > bounds.mostBytes) {
    await response.body?.cancel();
    throw new FetchError(
      response.ok
        ? `${asked.href} is larger than ${bounds.mostBytes / 1_000_000} MB`
        : `${asked.href} answers with ${response.status}`,
    );
  }
  const modified = Date.parse(response.headers.get('last-modified') ?? '');
  return {
    url,
    modified: Number.isNaN(modified) ? null : new Date(modified).toISOString().slice(0, 10),
    body: readBody(response.body, url, bounds, watch),
  };
}

async function* readBody(
  body: ReadableStream<Uint8Array>,
  url: URL,
  { mostBytes }: FetchBounds,
  watch: Watch,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      watch.alive();
      read += value.length;
      // Of what is compressed the length says little.
      if (read > mostBytes) {
        throw new FetchError(`${url.href} is larger than ${mostBytes / 1_000_000} MB`);
      }
      yield value;
    }
  } catch (error) {
    throw reasonOf(error, url.href, watch);
  } finally {
    watch.end();
    await reader.cancel().catch(() => undefined);
  }
}

/** Aborts a request of which nothing is heard any more, or which its caller gives up. */
interface Watch {
  readonly signal: AbortSignal;
  readonly isIdle: () => boolean;
  readonly isGivenUp: () => boolean;
  alive(): void;
  end(): void;
}

function createWatch(idleMs: number, given: AbortSignal): Watch {
  const controller = new AbortController();
  let isIdle = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isIdle = true;
      controller.abort();
    }, idleMs);
  };
  const giveUp = (): void => {
    controller.abort();
  };
  given.addEventListener('abort', giveUp);
  if (given.aborted) giveUp();
  alive();
  return {
    signal: controller.signal,
    isIdle: () => isIdle,
    isGivenUp: () => given.aborted,
    alive,
    end: () => {
      clearTimeout(timer);
      given.removeEventListener('abort', giveUp);
    },
  };
}

function reasonOf(error: unknown, address: string, watch: Watch): FetchError {
  if (error instanceof FetchError) return error;
  if (watch.isGivenUp()) return new FetchError('it was given up');
  if (watch.isIdle()) return new FetchError(`${address} does not answer any more`);
  // What went wrong below: a name that is not found, a connection that was cut, a certificate.
  return new FetchError(`${address} could not be read: ${causeOf(error)}`);
}
