import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The layers of the core, lowest first: a layer, a folder or a file, imports only itself and what stands before it. */
const layers = [
  'text',
  'syntax',
  'model',
  'catalog',
  'assumptions',
  'formats',
  'performance',
  'cost',
  'insight',
  'advice',
  'analysis',
  'analyze',
  'narrow',
  'optimize',
  'compare',
  'whatIf',
  'features',
  'report',
  'review',
  'history',
  'measurements',
  'tools',
];

const nodeBuiltins = {
  group: ['node:*', 'fs', 'path', 'os', 'child_process', 'crypto', 'util'],
  message: 'The core is pure: no node.',
};
/** One file formats all numbers, one converts them, one names the pages: findings, hints and links need them too. */
const sharedOfReport = ['format', 'inCurrency', 'panelPages'];
const vscodeBan = { name: 'vscode', message: 'Only src/extension imports vscode.' };

/** Refuses imports of the layers above one, which lie in folders reached by `ways`. */
const downwardOnly = (index, ways) => {
  const below = layers[index];
  const above = layers
    .slice(index + 1)
    .flatMap((upper) => [
      `**/core/${upper}/**`,
      ...ways.flatMap((way) => [`${way}/${upper}/**`, `${way}/${upper}.ts`]),
    ]);
  const shared = ['advice', 'features'].includes(below)
    ? sharedOfReport.flatMap((name) => ways.map((way) => `!${way}/report/${name}.ts`))
    : [];
  return {
    'no-restricted-imports': [
      'error',
      {
        paths: [vscodeBan],
        patterns: [
          nodeBuiltins,
          ...(above.length === 0
            ? []
            : [
                {
                  group: [...above, ...shared],
                  message: `${below} may not import a layer above it.`,
                },
              ]),
        ],
      },
    ],
  };
};

const layerBlocks = layers.flatMap((layer, index) => [
  { files: [`src/core/${layer}.ts`], rules: downwardOnly(index, ['.']) },
  {
    files: [`src/core/${layer}/**/*.ts`],
    rules: downwardOnly(index, ['..', '../..', '../../..']),
  },
]);

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '.cache/**', 'test/fixtures/**', 'data/**', 'examples/**'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'process', 'console', 'fetch', 'setTimeout'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'Static imports only in the core.' },
      ],
    },
  },
  ...layerBlocks,
  {
    files: [
      'src/cli/**/*.ts',
      'src/action/**/*.ts',
      'src/mcp/**/*.ts',
      'webview/**/*.ts',
      'scripts/**/*.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { paths: [vscodeBan] }] },
  },
  {
    files: ['src/mcp/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [vscodeBan],
          patterns: [
            {
              group: ['**/cli/**'],
              message: 'What the server may touch is handed to it as its host.',
            },
          ],
        },
      ],
    },
  },
  // The only default export there is: how bundlers hand over a file as text.
  { files: ['src/core/rawText.d.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.mjs', '*.config.mts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-exports': 'off' },
  },
  prettier,
);
