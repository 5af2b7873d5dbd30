import * as z from 'zod';

const seconds = z.number().min(0);
const positive = z.number().positive();

/** How long a replica takes to start, where the defaults are not true here. */
export const coldStartSchema = z
  .strictObject({
    seconds: seconds
      .optional()
      .describe('From asking for a replica to its first answer, as measured; replaces the parts.'),
    nodeSeconds: seconds
      .optional()
      .describe('Until a new node is ready; 0 where warm nodes wait. Seconds.'),
    imageGB: seconds.optional().describe('Container image, unpacked; 0 where nodes hold it. GB.'),
    imageMBPerSecond: positive
      .optional()
      .describe('Speed of pulling and unpacking the image. MB/s.'),
    modelMBPerSecond: positive
      .optional()
      .describe('Speed of reading the weights from where they are kept. MB/s.'),
    engineSeconds: seconds
      .optional()
      .describe(
        'From loaded weights to the first answer: compiling, capturing, warming up. Seconds.',
      ),
  })
  .describe('Start of a replica: time until it answers.');
