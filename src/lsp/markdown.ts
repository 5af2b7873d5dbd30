/**
 * Markdown without links to commands: other editors show them and cannot follow them. A line of nothing but such links
 * goes.
 */
export function withoutCommandLinks(markdown: string): string {
  const link = /\[((?:[^\]\\]|\\.)*)\]\(command:[^)]*\)/g;
  return markdown
    .split('\n')
    .filter(
      (line) =>
        line.replace(link, '').replace(/[\s·|•]/g, '') !== '' || !line.includes('(command:'),
    )
    .map((line) => line.replace(link, '$1'))
    .join('\n')
    .trimEnd();
}
