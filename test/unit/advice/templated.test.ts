import { describe, expect, it } from 'vitest';
import { findingOf, vllmDeployment } from '../../support/deploymentText.ts';

const selector = { 'node.kubernetes.io/instance-type': 'g6e.xlarge' };

describe('templated', () => {
  it('says which value is filled in elsewhere, what is priced, and what to do', () => {
    const text = vllmDeployment({ model: '$MODEL', selector });
    const finding = findingOf(text, 'templated');
    expect(finding?.message).toMatch(
      /MODEL.*Priced without it: .*state what runs in \.servingcost\.yaml/,
    );
    expect(text.slice(finding?.span.start, finding?.span.end)).toContain('$MODEL');
  });

  it('is silent where everything is written', () => {
    const text = vllmDeployment({ model: 'meta-llama/Llama-3.1-8B-Instruct', selector });
    expect(findingOf(text, 'templated')).toBeUndefined();
  });
});
