const UNITS: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, m: 60, h: 3600 };

/** A duration as Go writes it (`90s`, `1m30s`, `1.5h`), or a plain number of seconds, in seconds; null when it is none. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(trimmed)) return null;
  let seconds = 0;
  for (const [, digits, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/gy)) {
    seconds += Number(digits) * (UNITS[unit ?? ''] ?? 0);
  }
  return Number.isFinite(seconds) ? seconds : null;
}
