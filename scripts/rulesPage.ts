import type { Rule } from '../src/core/advice/rule.ts';
import { rules } from '../src/core/advice/rules.ts';
import { consequenceText } from '../src/core/report/adviceText.ts';

const introduction = `# Advice

This page is made of what each rule says of itself (\`npm run docs\`).

A saving is shown only when it is measured: the edit is applied to the text in memory, the text is parsed and priced again, and
what does not parse, fit, hold the latency limits or save is not shown. Where something would save and is held back, the report
says why. Levels can be changed by rule in the settings and in \`.servingcost.yaml\`.

| code | what it is about | level | following it takes |
| ---- | ---------------- | ----- | ------------------ |
`;

/** The text of \`docs/rules.md\`. */
export function rulesPage(): string {
  const rows = rules.map(
    ({ code, title, level, consequence }) =>
      `| [\`${code}\`](#${code}) | ${title} | ${level} | ${consequenceText(consequence)} |\n`,
  );
  return `${introduction}${rows.join('')}${rules.map(section).join('')}`;
}

function section({ code, title, explanation }: Rule): string {
  return `\n## ${code}\n\n**${title}.** ${explanation}\n`;
}
