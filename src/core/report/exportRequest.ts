import * as z from 'zod';

const requestSchema = z.object({
  /** The file or folder that is reported on. */
  uri: z.string().optional(),
  format: z.enum(['html', 'markdown', 'csv', 'json', 'sarif']).optional(),
  /** The file that is written. */
  target: z.string().optional(),
});

/** What the caller of Export Report has decided already: a menu the folder, a key binding everything, the palette nothing. */
export type ExportRequest = z.infer<typeof requestSchema>;

/** The argument of the command; what does not match says nothing. */
export function readExportRequest(argument: unknown): ExportRequest {
  return requestSchema.safeParse(argument).data ?? {};
}
