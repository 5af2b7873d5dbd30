import { build } from 'esbuild';
import type * as Workflows from '@actions/workflow-parser';
import type * as Actions from '@actions/workflow-parser/actions/index';
import { parse } from 'yaml';

type Parser = Pick<typeof Actions, 'parseAction'> &
  Pick<typeof Workflows, 'parseWorkflow' | 'convertWorkflowTemplate' | 'NoOperationTraceWriter'>;

let loaded: Promise<Parser> | null = null;

/** GitHub's own parser. Bundled first: its modules import JSON as only bundlers take it. */
function gitHubParser(): Promise<Parser> {
  loaded ??= (async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export * from '@actions/workflow-parser'; export * from '@actions/workflow-parser/actions/index';`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      format: 'esm',
      // What is made for browsers asks for no module of node's.
      platform: 'browser',
      write: false,
      logLevel: 'error',
    });
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
    return (await import(`data:text/javascript;base64,${code}`)) as Parser;
  })();
  return loaded;
}

/** What GitHub would say is wrong with an `action.yml`. */
export async function actionMistakes(content: string): Promise<readonly string[]> {
  const { parseAction, NoOperationTraceWriter } = await gitHubParser();
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** What GitHub would say is wrong with a workflow. */
export async function workflowMistakes(content: string): Promise<readonly string[]> {
  const parser = await gitHubParser();
  const { context, value } = parser.parseWorkflow(
    { name: 'workflow.yml', content },
    new parser.NoOperationTraceWriter(),
  );
  if (value !== undefined) await parser.convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>;
  readonly outputs: Readonly<Record<string, { description: string; value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export function readAction(text: string): Action {
  return parse(text) as Action;
}

/** The steps of all jobs. */
export function stepsOf(workflow: string): readonly Step[] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: readonly Step[] }> };
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
