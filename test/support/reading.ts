import type { ReadDeployment } from '../../src/core/formats/format.ts';
import { readFile, type FileReading } from '../../src/core/formats/formats.ts';
import type { Change } from '../../src/core/model/change.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { ParsedFile } from '../../src/core/model/document.ts';
import type { Sourced } from '../../src/core/model/sourced.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { testEnvironment } from './environment.ts';

const { catalog } = testEnvironment();

/** Texts by path below one folder; the first is the one that is read. */
export type Texts = Readonly<Record<string, string>>;

export function filesOf(texts: Texts): ParsedFile[] {
  return Object.entries(texts).map(([path, text]) =>
    parseFile({ uri: `file:///repository/${path}`, version: 1, text }),
  );
}

/** Reads the first of the files, the others beside it. */
export function reading(texts: Texts | string): FileReading {
  const files = filesOf(typeof texts === 'string' ? { 'app.yaml': texts } : texts);
  const [file] = files;
  if (!file) throw new Error('There is nothing to read.');
  return readFile(file, { catalog, files });
}

/** The one deployment of a file. */
export function only(texts: Texts | string): ReadDeployment {
  const { deployments, skipped } = reading(texts);
  const [read] = deployments;
  if (!read || deployments.length > 1) {
    throw new Error(`${deployments.length} deployments; skipped: ${JSON.stringify(skipped)}`);
  }
  return read;
}

export function deploymentOf(texts: Texts | string): Deployment {
  return only(texts).deployment;
}

/** The text that a value was read from; its origin's kind where it is in no file. */
export function writtenAs(
  texts: Texts | string,
  value: Sourced<unknown> | null | undefined,
): string {
  if (!value) return 'nothing';
  const { origin } = value;
  if (origin.kind !== 'config') return origin.kind;
  const files = filesOf(typeof texts === 'string' ? { 'app.yaml': texts } : texts);
  const file = files.find(({ source }) => source.uri === origin.uri);
  return file?.source.text.slice(origin.span.start, origin.span.end) ?? 'another file';
}

/** The texts after the changes. */
export function changed(texts: Texts, changes: readonly Change[]): Texts {
  const proposal = only(texts).propose(changes);
  if ('refused' in proposal) throw new Error(proposal.refused);
  const edits = new Map(proposal.edits.map((edit) => [edit.uri, edit.edits]));
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      path,
      applyEdits(text, edits.get(`file:///repository/${path}`) ?? []),
    ]),
  );
}

/** The lines that the changes add (`+`) and take away (`-`), in order. */
export function difference(text: string, ...changes: readonly Change[]): string[] {
  const after = changed({ 'app.yaml': text }, changes)['app.yaml'] ?? '';
  const [before, now] = [text.split('\n'), after.split('\n')];
  let start = 0;
  while (start < before.length && before[start] === now[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, now.length) - start &&
    before[before.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  const removed = before.slice(start, before.length - end);
  const added = now.slice(start, now.length - end);
  return [
    ...removed.filter((line) => !added.includes(line)).map((line) => `-${line.trimStart()}`),
    ...added.filter((line) => !removed.includes(line)).map((line) => `+${line.trimStart()}`),
  ];
}

/** A pod spec with one vLLM server, for tests of what stands around it. */
export function vllmDeployment(podSpec = '', top = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
${indented(top, 2)}  template:
    spec:
${indented(podSpec, 6)}      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args: ["--model", "Qwen/Qwen2.5-7B-Instruct"]
          resources:
            limits:
              nvidia.com/gpu: 1
`;
}

function indented(text: string, columns: number): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => `${' '.repeat(columns)}${line}\n`).join('');
}
