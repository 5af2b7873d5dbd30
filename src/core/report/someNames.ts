/** `a, b and 4 more`: each name once, as many as `most`. */
export function someNames(names: readonly string[], most: number): string {
  const each = [...new Set(names)];
  const hidden = each.length - most;
  const shown = each.slice(0, most).join(', ');
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}
