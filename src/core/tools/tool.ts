import type * as z from 'zod';
import type { Analysis } from '../analysis.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import type { SourceDocument } from '../model/document.ts';
import type { SkippedReport } from '../report/reportModel.ts';

/** What a language model gets: a short text in Markdown, and the same as values. */
export interface ToolAnswer {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** An answer, or why there is none and what to do about it, in words for the model. */
export type ToolResult = { readonly answer: ToolAnswer } | { readonly refused: string };

/** What has to be read and analysed before a tool can answer. */
export type ToolSubject =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'documents'; readonly documents: readonly SourceDocument[] };

/** The subject, read and analysed. */
export interface Given {
  readonly analysis: Analysis;
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  /** What could not be read, and why. */
  readonly skipped: readonly SkippedReport[];
  /** What the analysis was made with: what it has worked out is not worked out again. */
  readonly cache: AnalysisCache;
}

/** A call whose input was understood. */
interface ToolCall {
  readonly subject: ToolSubject;
  readonly answer: (given: Given) => ToolResult;
}

/**
 * One thing that a language model can ask. Nothing is written and nothing is sent: hosts read and analyse the subject of a
 * call, the rest is a function of that.
 */
export interface Tool {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For the model: when to use it, and what comes of it. */
  readonly description: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly prepare: (input: unknown) => ToolCall | { readonly refused: string };
}

interface ToolParts<Input extends z.ZodType> extends Omit<Tool, 'prepare' | 'input'> {
  readonly input: Input;
  readonly subject: (input: z.infer<Input>) => ToolSubject;
  readonly answer: (input: z.infer<Input>, given: Given) => ToolResult;
}

/** A tool whose input is checked before anything is done with it. */
export function defineTool<Input extends z.ZodType>(parts: ToolParts<Input>): Tool {
  const { name, title, description, input, output } = parts;
  return {
    name,
    title,
    description,
    input,
    output,
    prepare: (given) => {
      const read = input.safeParse(given ?? {});
      if (!read.success) return { refused: mistakes(read.error) };
      return {
        subject: parts.subject(read.data),
        answer: (analysed) => parts.answer(read.data, analysed),
      };
    },
  };
}

function mistakes({ issues }: z.ZodError): string {
  const lines = issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  return `The input was not understood. ${lines.join('; ')}.`;
}
