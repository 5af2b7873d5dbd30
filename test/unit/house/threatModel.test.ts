import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/root.ts';

const page = readFileSync(path.join(root, 'docs/threat-model.md'), 'utf8');
const threats = page
  .slice(page.indexOf('## Threats'), page.indexOf('## What is left'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:-|threat )/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('every threat of docs/threat-model.md', () => {
  it.each(threats.map(([, threat = '', , test = '']) => [threat, test]))('%s', (_, test) => {
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
    const place = path.join(root, file);
    expect(existsSync(place) && file !== '', `${file} is there`).toBe(true);
    expect(readFileSync(place, 'utf8')).toContain(title);
  });
});
