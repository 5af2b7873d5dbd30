import * as vscode from 'vscode';
import { tools } from '../../core/index.ts';
import type { Tool } from '../../core/tools/tool.ts';
import { readSubject, type Reading } from './readSubject.ts';

/** As in the manifest. The core, which has the tools, is not loaded before one is used. */
const names = ['report', 'estimate', 'optimize', 'explain', 'prices'] as const;

/** The tools that language models can use in the editor; nothing in hosts that know no such tools. None of them writes. */
export function registerLanguageModelTools(reading: Reading): vscode.Disposable {
  // Editors made of VS Code may have left its language models out.
  const api = vscode.lm as Partial<typeof vscode.lm> | undefined;
  const register = api?.registerTool;
  if (register === undefined) return vscode.Disposable.from();
  return vscode.Disposable.from(
    ...names.map((name) => register(`servingCost_${name}`, languageModelTool(name, reading))),
  );
}

function languageModelTool(
  name: (typeof names)[number],
  reading: Reading,
): vscode.LanguageModelTool<object> {
  const tool = (): Tool | undefined => tools.find((each) => each.name === name);
  return {
    // No question before: nothing is written, run or sent.
    prepareInvocation: ({ input }) => ({ invocationMessage: progressText(name, input) }),
    invoke: async ({ input }, token) => {
      const call = tool()?.prepare(input) ?? { refused: `There is no tool ${name}.` };
      // VS Code hands the words of an error to the model.
      if ('refused' in call) throw new Error(call.refused);
      const given = await readSubject(call.subject, reading, token);
      if ('refused' in given) throw new Error(given.refused);
      const result = call.answer(given);
      if ('refused' in result) throw new Error(result.refused);
      const { text, content } = result.answer;
      return new vscode.LanguageModelToolResult([
        new vscode.LanguageModelTextPart(text),
        new vscode.LanguageModelTextPart(JSON.stringify(content)),
      ]);
    },
  };
}

/** Said while it works; `input` is whatever the model made up. */
function progressText(name: (typeof names)[number], input: unknown): string {
  const { paths, deployment } = (input ?? {}) as { paths?: unknown; deployment?: unknown };
  const listed = Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  const [first] = listed;
  const subject =
    typeof deployment === 'string'
      ? deployment
      : first === undefined
        ? 'the workspace'
        : listed.length === 1
          ? first
          : `${first} and ${listed.length - 1} more`;
  switch (name) {
    case 'report':
      return `Pricing ${subject}`;
    case 'estimate':
      return 'Pricing a config';
    case 'optimize':
      return `Searching plans for ${subject}`;
    case 'explain':
      return `Opening the figures of ${subject}`;
    case 'prices':
      return 'Looking up list prices';
  }
}
