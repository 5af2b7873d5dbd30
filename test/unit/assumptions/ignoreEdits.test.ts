import { describe, expect, it } from 'vitest';
import { ignoreEdits } from '../../../src/core/assumptions/ignoreEdits.ts';
import { readAssumptions } from '../../../src/core/assumptions/readAssumptions.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { llama } from '../../support/sampleLlama.ts';

const { deployment } = llama;
const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
const uri = `${folder}/.servingcost.yaml`;

/** The assumptions file after `spot` was ignored; null when it was refused. */
function ignored(text: string | null): string | null {
  const files = text === null ? [] : [parseFile({ uri, version: 1, text })];
  const proposal = ignoreEdits(deployment, 'spot', 'holds "sessions"', files);
  if ('refused' in proposal) return null;
  const { edits } = proposal;
  expect(edits.map((edit) => [edit.uri, edit.create ?? false])).toEqual([[uri, text === null]]);
  return applyEdits(text ?? '', edits[0]?.edits ?? []);
}

function ignoredCodes(text: string): unknown {
  const { assumptions, findings } = readAssumptions(parseFile({ uri, version: 1, text }));
  expect(findings).toEqual([]);
  return assumptions.values.deployments?.['llama-70b']?.ignore?.map(({ code }) => code);
}

describe('ignoreEdits', () => {
  it.each([
    ['no file', null],
    ['an empty file', ''],
    ['a file of comments', '# nothing yet'],
    ['a file without deployments', 'version: 1\nprovider: aws'],
    ['an empty deployments key', 'version: 1\ndeployments:\nprovider: aws\n'],
    ['other deployments', 'deployments:\n    other:\n        accelerator: L4 # why\n'],
    ['the deployment', 'deployments:\n  llama-70b:\n    accelerator: L4\n\n# the end\n'],
    ['Windows line ends', 'version: 1\r\ndeployments:\r\n  other:\r\n    accelerator: L4\r\n'],
  ])('adds the entry to %s', (_, text) => {
    const after = ignored(text) ?? '';
    expect(ignoredCodes(after)).toEqual(['spot']);
    for (const line of (text ?? '').split(/\r?\n/)) expect(after).toContain(line);
    if (text?.includes('\r\n') === true) expect(after).not.toMatch(/[^\r]\n/);
  });

  it('appends to a list that is there, however it is indented', () => {
    for (const margin of ['', '  ']) {
      const list = `    ignore:\n    ${margin}- code: quantize\n    ${margin}  reason: tried\n`;
      const after = ignored(`deployments:\n  llama-70b:\n${list}provider: aws\n`) ?? '';
      expect(ignoredCodes(after)).toEqual(['quantize', 'spot']);
      expect(after).toContain('provider: aws');
    }
  });

  it.each([
    ['a broken file', 'deployments:\n  llama-70b: [\n'],
    ['something else in its place', 'deployments: none\n'],
  ])('refuses %s', (_, text) => {
    expect(ignored(text)).toBeNull();
  });
});
