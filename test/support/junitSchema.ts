import { Ajv } from 'ajv';
import { SaxesParser } from 'saxes';

const text = { type: 'string' };
const count = { type: 'string', pattern: '^\\d+$' };
const element = (
  attributes: Readonly<Record<string, object>>,
  required: readonly string[],
  content: Readonly<Record<string, object>>,
) => ({
  type: 'object',
  required: required.map((name) => `@${name}`),
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(Object.entries(attributes).map(([name, type]) => [`@${name}`, type])),
    ...content,
  },
});
const list = (items: object) => ({ type: 'array', items });
const counts = { tests: count, failures: count, errors: count, skipped: count, time: count };

/**
 * The part of the schemas for JUnit's XML (Jenkins' and Apache Ant's) that the product writes, closed: elements and attributes
 * that are not named here fail. Both agree on what is here.
 */
const schema = element({}, [], {
  testsuites: list(
    element({ name: text, ...counts }, ['name', 'tests', 'failures', 'errors'], {
      testsuite: list(
        element({ name: text, ...counts }, ['name', 'tests', 'failures', 'errors'], {
          testcase: {
            ...list(
              element(
                { name: text, classname: text, time: count, file: text, line: count },
                ['name', 'classname', 'time'],
                {
                  failure: {
                    ...list(element({ message: text, type: text }, ['type'], { '#text': text })),
                    maxItems: 1,
                  },
                  skipped: { ...list(element({ message: text }, [], {})), maxItems: 1 },
                  'system-out': {
                    ...list(element({}, [], { '#text': text })),
                    maxItems: 1,
                  },
                },
              ),
            ),
            minItems: 1,
          },
        }),
      ),
    }),
  ),
});
const validate = new Ajv({ strict: true }).compile(schema);

type Parsed = Record<string, unknown>;

/** An element as a value: attributes under `@name`, elements as lists under their names. Throws when it is no XML 1.0. */
function parseXml(xml: string): Parsed {
  const root: Parsed = {};
  const open: Parsed[] = [root];
  const parser = new SaxesParser({ position: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Parsed = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [`@${key}`, value]),
    );
    const parent = open.at(-1) ?? root;
    parent[name] = [...((parent[name] as unknown[] | undefined) ?? []), element];
    open.push(element);
  });
  parser.on('text', (words) => {
    const element = open.at(-1) ?? root;
    if (words.trim() !== '') element['#text'] = words;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root;
}

/** A test case as a CI server reads it. */
export interface ReadCase {
  readonly suite: string;
  readonly name: string;
  readonly className: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

interface Suites {
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@skipped': string;
}

interface Junit {
  readonly testsuites: readonly (Suites & {
    readonly testsuite?: readonly (Suites & {
      readonly '@name': string;
      readonly testcase: readonly {
        readonly '@name': string;
        readonly '@classname': string;
        readonly failure?: readonly { readonly '@message': string }[];
        readonly skipped?: readonly { readonly '@message': string }[];
        readonly 'system-out'?: readonly { readonly '#text': string }[];
      }[];
    })[];
  })[];
}

/** The test cases of a file; throws with what is wrong when it is no XML, breaks the schema or miscounts. */
export function readJunit(xml: string): readonly ReadCase[] {
  const parsed: unknown = parseXml(xml);
  if (!validate(parsed)) throw new Error(JSON.stringify(validate.errors, null, 2));
  const [root] = (parsed as unknown as Junit).testsuites;
  if (root === undefined) throw new Error('no testsuites');
  const suites = (root.testsuite ?? []).map((suite) => {
    const cases = suite.testcase.map((one): ReadCase => ({
      suite: suite['@name'],
      name: one['@name'],
      className: one['@classname'],
      outcome: one.failure ? 'failed' : one.skipped ? 'skipped' : 'passed',
      message:
        (one.failure ?? one.skipped)?.[0]?.['@message'] ?? one['system-out']?.[0]?.['#text'] ?? '',
    }));
    mustCount(suite, cases);
    return cases;
  });
  mustCount(root, suites.flat());
  return suites.flat();
}

function mustCount(counted: Suites, cases: readonly ReadCase[]): void {
  const of = (outcome: ReadCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  const said = [counted['@tests'], counted['@failures'], counted['@skipped']].join();
  const are = [cases.length, of('failed'), of('skipped')].join();
  if (said !== are) throw new Error(`says ${said}, has ${are}`);
}
