import type { Target } from '../../src/core/measurements/target.ts';
import { targetsOf } from '../../src/core/measurements/target.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { vllmDeployment } from './deploymentText.ts';
import { testEnvironment } from './environment.ts';

export const llama = 'meta-llama/Llama-3.1-8B-Instruct';

/** A deployment of vLLM by name, in a namespace where one is given. */
export function servingText(
  name: string,
  {
    namespace,
    model = llama,
    args = [],
  }: { namespace?: string; model?: string; args?: readonly string[] } = {},
): string {
  const place = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return vllmDeployment({
    model,
    args: ['--max-model-len=8192', ...args],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  }).replace('  name: chat', `${place}  name: ${name}`);
}

export function analysisOfTexts(texts: Readonly<Record<string, string>>): Analysis {
  const documents = Object.entries(texts).map(([name, text]) => ({
    uri: `file:///repo/${name}`,
    version: 1,
    text,
  }));
  return analyze(documents, testEnvironment());
}

export function targetsIn(texts: Readonly<Record<string, string>>): readonly Target[] {
  return targetsOf(analysisOfTexts(texts));
}
