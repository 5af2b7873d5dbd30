/**
 * Compares an engine version such as `0.9.1`, `v0.10.0rc1` or `1.1.0rc2.post2` with `major.minor`. Null (version not
 * known, or not a number) counts as current software.
 */
export function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const match = /(?:^|\D)(\d+)\.(\d+)/.exec(version ?? '');
  if (match === null) return true;
  const own = [Number(match[1]), Number(match[2])] as const;
  return own[0] !== major ? own[0] > major : own[1] >= minor;
}
