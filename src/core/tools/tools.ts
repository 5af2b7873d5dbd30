import { estimateTool } from './estimateTool.ts';
import { explainTool } from './explainTool.ts';
import { optimizeTool } from './optimizeTool.ts';
import { pricesTool } from './pricesTool.ts';
import { reportTool } from './reportTool.ts';
import type { Tool } from './tool.ts';

/** What language models can ask, by the model context protocol and in VS Code alike. */
export const tools: readonly Tool[] = [
  reportTool,
  estimateTool,
  optimizeTool,
  explainTool,
  pricesTool,
];
