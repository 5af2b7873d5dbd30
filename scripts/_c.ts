import { parseFile } from '../src/core/syntax/parse.ts';
import { readCommandLine } from '../src/core/syntax/commandLine.ts';
import { get } from '../src/core/syntax/access.ts';
import { readScalarSource } from '../src/core/syntax/scalarSource.ts';
import { readdirSync, readFileSync, statSync } from 'node:fs';
const root = '/work/shared/corpus';
const walk = (d: string): string[] =>
  readdirSync(d).flatMap((n) =>
    statSync(d + '/' + n).isDirectory() ? walk(d + '/' + n) : [d + '/' + n],
  );
let n = 0,
  mism = 0,
  segs = 0;
for (const f of walk(root)) {
  if (!/\.(ya?ml|json)$/i.test(f)) continue;
  const text = readFileSync(f, 'utf8');
  const p = parseFile({ uri: 'file://' + f, text });
  const check = (node: any): void => {
    if (!node) return;
    if (node.kind === 'scalar' && node.value !== null) {
      n++;
      const s = readScalarSource(text, node);
      const coarse = s.starts.length > 1 && s.starts.every((x) => x === node.span.start);
      if (s.text !== node.text || coarse) {
        mism++;
        if (!f.includes('helm') && !node.text.includes('{{'))
          console.log(
            'MISMATCH',
            node.style,
            f,
            JSON.stringify(node.text.slice(0, 80)),
            JSON.stringify(s.text.slice(0, 80)),
          );
      }
    }
    if (node.kind === 'mapping') {
      const e = node;
      if (get(e, 'command') || get(e, 'args')) {
        const r = readCommandLine({
          text,
          command: get(e, 'command'),
          args: get(e, 'args'),
          lookup: () => undefined,
        });
        segs += r.length;
        if (process.argv[2] && r.length) {
          console.log('== ' + f.slice(root.length));
          for (const q of r.slice(0, 60))
            console.log(
              '   ',
              JSON.stringify(q.tokens.map((t) => t.text.slice(0, 40))).slice(0, 400),
            );
        }
      }
      for (const e of node.entries) check(e.value);
    }
    if (node.kind === 'sequence') node.items.forEach(check);
  };
  p.documents.forEach((d) => check(d.root));
}
console.log(n, mism, segs);
