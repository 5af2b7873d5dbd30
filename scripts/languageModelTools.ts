import * as z from 'zod';
import { tools } from '../src/core/tools/tools.ts';

/** What the manifest tells language models about the tools; the titles and words for people lie beside it. */
export function languageModelTools(): readonly object[] {
  return tools.map(({ name, description, input }) => ({
    name: `servingCost_${name}`,
    displayName: `%tool.${name}.title%`,
    userDescription: `%tool.${name}.description%`,
    modelDescription: description,
    toolReferenceName: `servingCost${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    canBeReferencedInPrompt: true,
    icon: '$(graph)',
    tags: ['cost', 'model serving'],
    inputSchema: inputSchema(input),
  }));
}

/** Without the dialect, which models need not know. */
function inputSchema(input: z.ZodType): object {
  const schema = Object.entries(z.toJSONSchema(input, { io: 'input' }));
  return Object.fromEntries(schema.filter(([key]) => key !== '$schema'));
}
