// What a keystroke costs, next to what reading the same text with the `yaml` library alone costs.
import { parseAllDocuments } from 'yaml';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { createParseCache } from '../../src/core/syntax/parseCache.ts';
import { testEnvironment } from '../support/environment.ts';
import { hostileTexts } from '../support/hostileTexts.ts';
import { manifest, withKeystroke } from './manifest.ts';
import { median, row } from './measure.ts';

const uri = 'file:///bench/servers.yaml';
const text = manifest(12);
const environment = testEnvironment();
const source = (content: string, version = 1) => ({ uri, version, text: content });

const bare = median((call) => parseAllDocuments(withKeystroke(text, call)));
const times = (milliseconds: number): string => `${(milliseconds / bare).toFixed(2)} × bare`;
const compared = (what: string, milliseconds: number): string =>
  row(what, milliseconds, times(milliseconds));

console.log(
  `One keystroke in a file of ${text.split('\n').length} lines, 36 documents, 12 deployments`,
);
console.log(row('yaml library alone, whole file', bare));

console.log(
  compared(
    'parse, nothing remembered',
    median((call) => parseFile(source(withKeystroke(text, call)))),
  ),
);

const parses = createParseCache();
console.log(
  compared(
    'parse, with cache',
    median((call) => parseFile(source(withKeystroke(text, call)), parses)),
  ),
);

const analyses = createAnalysisCache();
console.log(
  compared(
    'analyze, with cache',
    median((call) => analyze([source(withKeystroke(text, call), call)], environment, analyses)),
  ),
);
console.log(
  compared(
    'analyze, nothing remembered',
    median((call) => analyze([source(withKeystroke(text, call))], environment), 10),
  ),
);

const one = manifest(1);
console.log(`\nOne deployment, ${one.split('\n').length} lines, with all advice`);
const kept = createAnalysisCache();
console.log(
  row(
    'analyze, with cache',
    median((call) => analyze([source(withKeystroke(one, call), call)], environment, kept)),
  ),
);

console.log('\nHostile text, first time');
for (const [name, hostile] of Object.entries(hostileTexts)) {
  const file = { uri, version: 1, text: hostile };
  const { problems } = parseFile(file);
  const note = problems[0]?.code ?? 'read';
  console.log(
    row(
      name,
      median(() => parseFile(file), 2),
      note,
    ),
  );
}
