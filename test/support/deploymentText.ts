import { analyze } from '../../src/core/analyze.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import type { Finding } from '../../src/core/model/finding.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { testEnvironment } from './environment.ts';

const configUri = (name: string): string => `file:///repo/${name}`;

/** A Kubernetes Deployment of vLLM as a person would write it; what is not given is left out. */
export function vllmDeployment(options: {
  model?: string;
  args?: readonly string[];
  gpus?: number;
  replicas?: number;
  selector?: Readonly<Record<string, string>>;
  image?: string;
}): string {
  const { model, args = [], gpus = 1, replicas = 1, selector = {} } = options;
  const { image = 'vllm/vllm-openai:v0.9.1' } = options;
  const lines = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: chat # the chat service',
    'spec:',
    `  replicas: ${replicas}`,
    '  template:',
    '    spec:',
    ...(Object.keys(selector).length === 0 ? [] : ['      nodeSelector:']),
    ...Object.entries(selector).map(([key, value]) => `        ${key}: ${value}`),
    '      containers:',
    '        - name: vllm',
    `          image: ${image}`,
    '          args:',
    ...[...(model === undefined ? [] : [`--model=${model}`]), '--port=8000', ...args].map(
      (arg) => `            - ${arg}`,
    ),
    '          ports:',
    '            - containerPort: 8000',
    '          resources:',
    '            limits:',
    `              nvidia.com/gpu: ${gpus}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The analysis of one config, with an assumptions file above it where one is given. */
export function analysisOf(text: string, assumptions?: string, name = 'serving.yaml'): Analysis {
  const documents = [{ uri: configUri(name), version: 1, text }];
  return analyze(
    assumptions === undefined
      ? documents
      : [...documents, { uri: 'file:///repo/.servingcost.yaml', version: 1, text: assumptions }],
    testEnvironment(),
  );
}

/** The finding of that code about the first deployment, or undefined. */
export function findingOf(
  text: string,
  code: string,
  assumptions?: string,
  name?: string,
): Finding | undefined {
  return analysisOf(text, assumptions, name).deployments[0]?.findings.find(
    (finding) => finding.code === code,
  );
}

/** Why a rule proposes nothing about the first deployment, one phrase for each time. */
export function heldBackOf(text: string, code: string, assumptions?: string): readonly string[] {
  return (analysisOf(text, assumptions).deployments[0]?.heldBack ?? []).flatMap((one) =>
    one.code === code ? one.reason : [],
  );
}

/** The config after the finding's preferred fix. */
export function fixed(
  text: string,
  finding: Finding | undefined,
  name = 'serving.yaml',
  which = 0,
): string {
  const edit = finding?.fixes[which]?.edits.find(({ uri }) => uri === configUri(name));
  return edit === undefined ? text : applyEdits(text, edit.edits);
}
