import * as z from 'zod';

const requestSchema = z.object({
  /** The folder whose deployments are measured. */
  uri: z.string().optional(),
  /** Files of results to read; without them monitoring or files are asked for. */
  from: z.array(z.string()).min(1).optional(),
});

/** What the caller of Read Measurements has decided already. Nothing is ever written without the person’s word. */
export type MeasurementsRequest = z.infer<typeof requestSchema>;

/** The argument of the command; what does not match says nothing. */
export function readMeasurementsRequest(argument: unknown): MeasurementsRequest {
  return requestSchema.safeParse(argument).data ?? {};
}
