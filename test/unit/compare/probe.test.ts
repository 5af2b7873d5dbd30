import { test } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { testEnvironment } from '../../support/environment.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { compareInstances } from '../../../src/core/compare/instances.ts';
const env = testEnvironment();
test('x', () => {
for (const dir of readdirSync('examples')) {
  const docs = readdirSync('examples/'+dir, {recursive: true, withFileTypes:true}).filter(f=>f.isFile()).map(f=>({uri:'file:///repo/'+f.name, version:1, text: readFileSync(f.parentPath+'/'+f.name,'utf8')}));
  const a = analyze(docs, env);
  for (const d of a.deployments) {
    for (const providers of ['same','all'] as const) {
    const t0 = performance.now();
    const c = compareInstances(a, d.deployment.id, {providers, region:null, purchase:null});
    const t1 = performance.now();
    if ('reason' in c) { console.log(dir, d.deployment.name, c.reason); break; }
    const by: Record<string, number> = {};
    for (const r of c.rows) by[r.verdict] = (by[r.verdict]??0)+1;
    const cur = c.rows[0]!; const ch = c.rows.find(r=>r.key===c.cheapest);
    console.log(dir, d.deployment.name, providers, Math.round(t1-t0)+'ms', c.rows.length, JSON.stringify(by), 'left', c.left.length, '| now', cur.instance, cur.count, cur.verdict, cur.reason, cur.figures?.monthly.expected.toFixed(0), '| best', ch?.seller, ch?.instance, ch?.count, ch?.figures?.monthly.expected.toFixed(0), ch?.figures?.replicas.expected, '| fronts', c.byLatency.length, c.byThroughput.length);
    }
  }
}
}, 120000);
