const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Texts that have brought down editors and parsers; each is to be read or declined at once. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'five megabytes': 'key: value\n'.repeat(500_000),
  'an alias bomb': many(30, (level) =>
    level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
  ),
  'a merge key bomb': many(30, (level) =>
    level === 0 ? 'a0: &a0 {x: 1}' : `a${level}: &a${level} {l: *a${level - 1}, r: *a${level - 1}}`,
  ),
  'deep flow lists': '['.repeat(10_000),
  'deep flow mappings': '{a: '.repeat(10_000),
  'deep compact lists': '- '.repeat(10_000),
  'deep block mappings': many(900, (depth) => `${' '.repeat(depth)}a:`),
  'unclosed template expressions': '{{ '.repeat(20_000),
  'unclosed quotes': many(5_000, () => 'a: "b'),
  'closing braces': '}'.repeat(50_000),
  'tabs as indentation': many(2_000, () => '\ta: 1'),
  'many duplicate keys': many(3_000, () => 'a: 1'),
  'comment marks': '#'.repeat(200_000),
  'a long line of spaces': `a: ${' '.repeat(200_000)}x`,
  'blank lines in a block scalar': `a: |\n  x${'\n'.repeat(100_000)}  y\n`,
  'blank lines before comments': `a:\n${' \n'.repeat(50_000)}{{ x }}`,
  'document markers': '---\n'.repeat(5_000),
  'conflict markers': many(5_000, () => '<<<<<<< HEAD'),
  'NUL and lone surrogates': 'a: \0\uD800\n'.repeat(1_000),
  'carriage returns': 'a: 1\r'.repeat(1_000),
};
