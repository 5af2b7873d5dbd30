import { expect, test } from 'vitest';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';

test('every place of the sample lies in its own file', () => {
  const texts = new Map(
    sampleAnalysis.files.map(({ file }) => [file.source.uri, file.source.text]),
  );
  for (const { deployment, findings } of sampleAnalysis.deployments) {
    const text = texts.get(deployment.uri) ?? '';
    expect(text.slice(deployment.nameSpan.start, deployment.nameSpan.end)).toBe(deployment.name);
    for (const finding of findings) {
      expect(deployment.span.start).toBeLessThanOrEqual(finding.span.start);
      expect(finding.span.end).toBeLessThanOrEqual(deployment.span.end);
    }
  }
});
