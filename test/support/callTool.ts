import { pathToFileURL } from 'node:url';
import { analyze } from '../../src/core/analyze.ts';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import type { ToolResult } from '../../src/core/tools/tool.ts';
import { tools } from '../../src/core/tools/tools.ts';
import { testEnvironment } from './environment.ts';

export const toolBase = pathToFileURL('/repo').href;

/** Asks a tool as a host does; `files` are what its paths lead to, whatever they are. */
export function callTool(
  name: string,
  input: unknown,
  files: Readonly<Record<string, string>> = {},
): ToolResult {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const call = tool.prepare(input);
  if ('refused' in call) return call;
  const onDisk = Object.entries(files).map(([path, text]): SourceDocument => ({
    uri: `${toolBase}/${path}`,
    version: 0,
    text,
  }));
  const inline = call.subject.kind === 'documents';
  const documents = call.subject.kind === 'documents' ? call.subject.documents : onDisk;
  const cache = createAnalysisCache();
  return call.answer({
    analysis: analyze(documents, testEnvironment(), cache),
    cache,
    base: inline ? 'inline:/' : toolBase,
    skipped: [],
  });
}

/** The answer; a refusal fails the test with its words. */
export function answerOf(result: ToolResult): {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
} {
  if ('refused' in result) throw new Error(result.refused);
  return result.answer;
}

/** Why there is no answer; an answer fails the test. */
export function refusalOf(result: ToolResult): string {
  if ('answer' in result) throw new Error(`not refused: ${result.answer.text}`);
  return result.refused;
}
