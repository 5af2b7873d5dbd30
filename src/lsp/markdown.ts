const commandLink = /(?<!\\)\[(?:[^[\]\\]|\\.)*\]\(command:[^()]*\)/g;

/**
 * Markdown without links to commands, which other editors show and cannot follow. A line of nothing but such links goes, and so
 * do the dots between them.
 */
export function withoutCommandLinks(markdown: string): string {
  return markdown
    .split('\n')
    .flatMap((line) => {
      if (!line.includes('](command:')) return [line];
      const parts = line.replace(commandLink, '').split('·');
      const said = parts.map((part) => part.trim()).filter((part) => part !== '');
      return said.length === 0 ? [] : [said.join(' · ')];
    })
    .join('\n')
    .trimEnd();
}
