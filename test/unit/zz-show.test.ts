import { readFile } from '/work/wt/k8s/src/core/formats/formats.ts';
import { testEnvironment } from '/work/wt/k8s/test/support/environment.ts';
import { entries, parsed } from '/work/wt/k8s/test/corpus/corpus.ts';
import { it } from 'vitest';
const { catalog } = testEnvironment();
const only = new RegExp(process.env.FAM ?? '^$');
const bySrc = process.env.SRC ? new RegExp(process.env.SRC) : null;
it('shows', () => {
  const out: string[] = [];
  for (const e of entries.filter(({ family, path }) => only.test(family) && (!bySrc || bySrc.test(path)))) {
    const file = parsed(e);
    const r = readFile(file, { catalog, files: [file] });
    out.push(`# ${e.path}\n   NOTE ${e.note}`);
    for (const { deployment: d } of r.deployments) {
      const s = (v: any) => (v ? `${v.value}` : '-');
      out.push(`   => [${d.format}] ${d.kind}/${d.name} engine=${s(d.engine)} model=${s(d.model.id)} @${s(d.model.location)} acc=${d.accelerator ? `${s(d.accelerator.product)}(${d.accelerator.confidence}) ${d.accelerator.resource} x${d.accelerator.count.value} ${d.accelerator.slice?.profile ?? ''}` : 'none'} pods=${d.podsPerReplica.value} rep=${d.replicas.min.value}..${d.replicas.max?.value ?? '∞'} ${d.replicas.autoscaler?.kind ?? ''} buy=${s(d.placement.purchase)} inst=${s(d.placement.instanceType)} ${s(d.placement.provider)}/${s(d.placement.region)} cpu=${s(d.cpuCores)} mem=${s(d.memoryGiB)} vol=${d.volumes.map((v) => `${v.name}:${v.sizeGiB.value}`)} set=${Object.entries(d.settings).map(([k, v]: any) => `${k}:${v.value}`)} supply=${d.supply.kind}\n      notes=${d.notes.map((n) => n.message).join(' | ')}`);
    }
    for (const s of r.skipped) out.push(`   SKIP ${s.reason}`);
  }
  console.log(out.join('\n'));
});
