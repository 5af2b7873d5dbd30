import ts from 'typescript';
import { sourceFiles } from './sourceFiles.ts';

/** A regular expression as the code has it. */
export interface WrittenExpression {
  /** Relative to the repository. */
  readonly file: string;
  /** A literal with its slashes and flags; for one that is put together at run time, the call that does so. */
  readonly written: string;
  readonly kind: 'literal' | 'call';
}

/** Every regular expression of what users run, in the order of files and places. */
export function writtenExpressions(): readonly WrittenExpression[] {
  return [...sourceFiles('src'), ...sourceFiles('webview')].flatMap(({ name, text }) => {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const found: WrittenExpression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        found.push({ file: name, written: node.text, kind: 'literal' });
      }
      if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
        const written = node.getText().replace(/\s+/g, ' ');
        found.push({ file: name, written, kind: 'call' });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/**
 * How the time of one use grows with the text in the worst case: `constant` and `linear` are proven; `no attack found` is all that can
 * be said of expressions that look around. Anything else names what was found.
 */
export async function growthOf(literal: string, milliseconds: number): Promise<string> {
  const { checkSync } = await import('recheck');
  const end = literal.lastIndexOf('/');
  const flags = literal.slice(end + 1);
  const source = literal.slice(1, end);
  // A sticky expression is tried at one place alone: as one that has to match where the text begins.
  const [asked, given] = flags.includes('y')
    ? [`^(?:${source})`, flags.replace('y', '')]
    : [source, flags];
  process.env.RECHECK_BACKEND = 'pure';
  const result = checkSync(asked, given, { timeout: milliseconds, randomSeed: 1 });
  switch (result.status) {
    case 'safe':
      if (result.checker === 'fuzz') return 'no attack found';
      return result.complexity.type === 'linear' ? 'linear' : 'constant';
    case 'vulnerable':
      return `${result.complexity.summary}: ${result.attack.pattern}`;
    case 'unknown':
      return `undecided: ${result.error.kind}`;
  }
}
