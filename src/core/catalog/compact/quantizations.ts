import { Citations, dateIn } from './citations.ts';
import { fileText } from './file.ts';
import { readRows } from './tsv.ts';

/** Quantization methods with a number for bits and, where the source gives one, for the loss of accuracy. */
export function compactQuantizations(table: string, idTable: string, problems: string[]): string {
  const citations = new Citations();
  const known = readRows(idTable).map((row) => ({
    id: row.text('id'),
    start: row.text('method_start'),
  }));
  const quantizations = readRows(table).flatMap((row) => {
    const method = row.text('method');
    if (row.text('family') === 'kv') return [];
    // One row may stand for several ids: checkpoints that apply the same method to fewer layers.
    const ids = method.startsWith('GGUF ')
      ? [`gguf-${method.slice(5).toLowerCase()}`]
      : known.filter(({ start }) => method.startsWith(start)).map(({ id }) => id);
    const bits = firstNumber(row.text('effective_bits_per_weight'));
    if (ids.length === 0 || bits === null) {
      problems.push(`quantization "${method}": ${bits === null ? 'no bits' : 'no id'}`);
      return [];
    }
    const loss = accuracyLoss(row.text('typical_quality_loss'));
    const lossSource = row.text('quality_source');
    const cite = citations.add(
      lossSource || 'definition of the format',
      dateIn(`${lossSource} ${row.text('notes')}`),
    );
    return ids.map((id) => ({
      id,
      title: method,
      family: row.text('family'),
      bits,
      activationBits: firstNumber(row.text('activation_bits')) ?? 16,
      ...(loss === null ? {} : { loss }),
      lossSource: [row.text('typical_quality_loss'), lossSource].filter(Boolean).join('; '),
      hardware: row.text('hardware_requirement'),
      cite,
    }));
  });
  return fileText({ citations: citations.list, quantizations });
}

function firstNumber(cell: string): number | null {
  const found = /\d+(\.\d+)?/.exec(cell);
  return found === null ? null : Number(found[0]);
}

/**
 * Percentage points from phrases such as `1-3% when tuned`, `<0.5%`, `lossless to ~0.1-0.5%`. Perplexity figures are no
 * percentage points and are left out; null when nothing else is stated.
 */
function accuracyLoss(phrase: string): [number, number] | null {
  const points = phrase.replace(/[+~]*\d+(\.\d+)?\s*ppl(\s*\([^)]*\))?/g, '');
  const numbers = [
    ...points.matchAll(/(\d+(?:\.\d+)?)(?:\s*(?:-|\.\.)-?\s*(\d+(?:\.\d+)?))?\s*(?:%|pts)/g),
  ].flatMap((match) =>
    [match[1], match[2]].flatMap((one) => (one === undefined ? [] : [Number(one)])),
  );
  const fromZero = /^0$|~0\b|lossless|baseline|</.test(points.trim());
  if (fromZero) numbers.push(0);
  return numbers.length === 0 ? null : [Math.min(...numbers), Math.max(...numbers)];
}
