import type { ServingPlatform } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { byDefault } from '../../assumptions/defaults.ts';

const idle: Partial<Record<ServingPlatform, Sourced<number>>> = {
  runpod: byDefault(
    'idle time',
    5,
    'idle timeout of RunPod endpoints by default (docs.runpod.io, 2025)',
  ),
  'gcp-cloud-run': byDefault(
    'idle time',
    600,
    'Cloud Run lets an idle instance with an accelerator go after about ten minutes (cloud.google.com/run/docs, 2025)',
  ),
  'hf-endpoints': byDefault(
    'idle time',
    900,
    'scale to zero of Hugging Face Endpoints after 15 minutes by default (documentation, 2026)',
  ),
  'aws-sagemaker': byDefault('idle time', 0, 'SageMaker bills the time requests take'),
};

/** Seconds an instance stays, and is billed, after its last request. */
export function defaultIdleSeconds(platform: ServingPlatform): Sourced<number> {
  return (
    idle[platform] ??
    byDefault(
      'idle time',
      60,
      'a minute, about what such platforms wait; state idle time to be exact',
    )
  );
}

/** Requests an instance answers at once where the config does not say. */
export function defaultConcurrency(platform: ServingPlatform): Sourced<number> {
  return platform === 'gcp-cloud-run'
    ? byDefault(
        'concurrency',
        80,
        'Cloud Run services by default (cloud.google.com/run/docs, 2025)',
      )
    : byDefault('concurrency', 1, 'one request at a time, as serverless platforms do by default');
}
