import { visibleText } from '../../text/visibleText.ts';
import { xmlDocument, xmlElement, type Xml } from './xml.ts';

/** Test cases that belong together, such as those of a deployment. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** Something that was looked at. Class and name together are by what a later run finds it again: no figure is in them. */
export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What failed it: a code. Told of failed ones alone. */
  readonly type?: string;
  /** Lines of text; empty where there is nothing to say. */
  readonly words: string;
}

/**
 * Test cases as the XML that JUnit's Ant task writes and that CI servers read (github.com/testmoapp/junitxml has its elements). No
 * clock is in it: the same suites are the same bytes. Suites without cases are left out.
 */
export function renderJunit(suites: readonly JunitSuite[]): string {
  const shown = suites.filter(({ cases }) => cases.length > 0).map(withDistinctNames);
  const all = shown.flatMap(({ cases }) => cases);
  return xmlDocument(
    xmlElement(
      'testsuites',
      { name: 'Serving Cost', ...counts(all) },
      ...shown.map(({ name, cases }) =>
        xmlElement(
          'testsuite',
          { name: visibleText(name), ...counts(cases) },
          ...cases.map(caseElement),
        ),
      ),
    ),
  );
}

function counts(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  const of = (outcome: JunitCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  return {
    tests: cases.length,
    failures: of('failed'),
    errors: 0,
    skipped: of('skipped'),
    time: 0,
  };
}

function caseElement({ name, className, file, line, outcome, type, words }: JunitCase): Xml {
  const attributes = {
    name: visibleText(name),
    classname: visibleText(className),
    time: 0,
    file: file === null ? null : visibleText(file),
    line,
  };
  const message = visibleText(words);
  if (outcome === 'passed') {
    return message === ''
      ? xmlElement('testcase', attributes)
      : xmlElement('testcase', attributes, xmlElement('system-out', {}, message));
  }
  if (outcome === 'skipped') {
    return xmlElement('testcase', attributes, xmlElement('skipped', { message }));
  }
  const place = file === null ? '' : visibleText(`${file}${line === null ? '' : `:${line}`}: `);
  return xmlElement(
    'testcase',
    attributes,
    xmlElement('failure', { message, type: type ?? 'failed' }, `${place}${message}`),
  );
}

/** Readers take cases of one class and name for one: those that repeat are counted. */
function withDistinctNames({ name, cases }: JunitSuite): JunitSuite {
  const seen = new Map<string, number>();
  return {
    name,
    cases: cases.map((one) => {
      const key = JSON.stringify([one.className, one.name]);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return count === 1 ? one : { ...one, name: `${one.name} ${count}` };
    }),
  };
}
