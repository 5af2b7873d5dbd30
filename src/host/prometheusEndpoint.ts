import type { PrometheusEndpoint } from './askPrometheus.ts';

/** How somebody proves who they are, and for which tenant they ask. Each absent = not. */
export interface PrometheusIdentity {
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** `X-Scope-OrgID` of Mimir, Loki-style gateways and Thanos. */
  readonly tenant?: string | undefined;
}

/** Milliseconds for one answer: Prometheus itself gives up after two minutes. */
const timeout = 120_000;

/** The API at an address; a reason, which never repeats what may be secret, where that is none. */
export function prometheusEndpoint(
  address: string,
  { token, user, password, tenant }: PrometheusIdentity,
): PrometheusEndpoint | { readonly problem: string } {
  if (!URL.canParse(address)) return { problem: 'The address of the monitoring is no URL.' };
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: 'The address of the monitoring begins with https:// or http://.' };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      problem:
        'The address of the monitoring holds a name or password. Leave them out: they are given apart from it.',
    };
  }
  const isSecret = token !== undefined || password !== undefined;
  if (isSecret && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return {
      problem: `${url.host} is asked over http://, which would show the token to anybody on the way.`,
    };
  }
  // A page of its interface is what people copy.
  url.pathname = url.pathname.replace(
    /\/(?:api\/v1\/?|api\/v1\/query(?:_range)?|graph|query)?$/,
    '',
  );
  url.search = '';
  url.hash = '';
  const authorization =
    token !== undefined
      ? `Bearer ${token.trim()}`
      : user !== undefined || password !== undefined
        ? `Basic ${base64(`${user ?? ''}:${password ?? ''}`)}`
        : null;
  const headers = {
    accept: 'application/json',
    ...(authorization !== null && { authorization }),
    ...(tenant !== undefined && tenant !== '' && { 'x-scope-orgid': tenant }),
  };
  if (Object.values(headers).some((value) => /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))) {
    return { problem: 'The token, password or tenant holds characters that no header may.' };
  }
  return { url, headers, timeout };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

const units: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** Hours of a duration such as `12h`, `7d` or `4w`; null for what is none, or longer than a year. */
export function hoursOf(duration: string): number | null {
  const [, count = '', unit = ''] = /^\s*(\d{1,5})\s*([hdw])\s*$/.exec(duration) ?? [];
  const hours = Number(count) * (units[unit] ?? 0);
  return hours > 0 && hours <= 366 * 24 ? hours : null;
}
