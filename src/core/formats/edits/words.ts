import { setScalar } from '../../syntax/yamlEdit.ts';
import { tailSpan, type Word } from '../pods/invocations.ts';
import { inFile, refuse, treeOf, type Step } from './target.ts';

/** Replaces the text of a word from an index on, in a list or inside a script. */
export function replaceTail(word: Word, from: number, text: string): Step {
  const { token, source } = word;
  if (token.isItem) {
    const whole = token.text.slice(0, from) + text;
    return inFile(source, setScalar(treeOf(source), source.node, whole));
  }
  const span = tailSpan(word, from);
  const fileText = source.file.source.text;
  if (
    fileText.slice(span.start, span.end) !== word.text.slice(from) ||
    !/^[\w./:@%+,=-]+$/.test(text)
  ) {
    return refuse(`${text} cannot be written into this command.`);
  }
  return { edits: [{ uri: source.file.source.uri, edits: [{ span, newText: text }] }] };
}
