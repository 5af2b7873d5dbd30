import { gzipSync } from 'node:zlib';
import { askRest, type GitHub } from './gitHub.ts';
import type { Runner } from './runner.ts';

/** Hands the findings to code scanning. @throws GitHubError with GitHub's reason. */
export async function uploadSarif(
  sarif: string,
  { environment }: Pick<Runner, 'environment'>,
  github: GitHub,
): Promise<void> {
  await askRest(github, 'POST', 'code-scanning/sarifs', {
    commit_sha: environment.GITHUB_SHA ?? '',
    ref: environment.GITHUB_REF ?? '',
    sarif: gzipSync(sarif).toString('base64'),
    tool_name: 'Serving Cost',
  });
}
