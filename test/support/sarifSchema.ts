import { Ajv, type ErrorObject } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The schema of the standard (SARIF 2.1.0, RTM 5) as Microsoft's package for tests has it. It is closed. */
const require = createRequire(import.meta.url);
const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
// Written for draft 4, and the same in the drafts that this validator knows, but for how it is named.
delete schema.$schema;
delete schema.id;

const validate = new Ajv({
  // Strictness is about how a schema is written, and this one is not ours.
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: /^https:/,
    'uri-reference': /^[^\s<>\\]*$/,
    'date-time': true,
  },
}).compile(schema);

/** What is wrong with a log; nothing with one that follows the standard. */
export function sarifMistakes(text: string): readonly ErrorObject[] {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}
