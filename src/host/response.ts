/** Whether a response sends on to another address. */
export function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** The system's own reason, which `fetch` hides behind its own: `connect ECONNREFUSED 127.0.0.1:9090`. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason is given';
  const { cause } = error as { cause?: unknown };
  const inner = cause instanceof Error ? cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const text = inner.message === '' ? code : inner.message;
  return text === '' ? 'no reason is given' : text;
}
