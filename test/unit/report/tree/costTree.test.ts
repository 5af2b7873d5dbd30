import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/core/analysis.ts';
import { analyze } from '../../../../src/core/analyze.ts';
import { getCostTree } from '../../../../src/core/report/tree/costTree.ts';
import { indexTree } from '../../../../src/core/report/tree/treeIndex.ts';
import { deploymentsBelow, treeMarkdown } from '../../../../src/core/report/tree/treeMarkdown.ts';
import type { TreeNode, TreeOptions } from '../../../../src/core/report/tree/treeModel.ts';
import { getWorkspaceStatus } from '../../../../src/core/report/tree/workspaceStatus.ts';
import { vllmDeployment } from '../../../support/deploymentText.ts';
import { testEnvironment } from '../../../support/environment.ts';
import { sampleAnalysis } from '../../../support/sampleAnalysis.ts';

const byCost: TreeOptions = { grouping: 'folder', order: 'cost', filter: 'all' };

function analysed(texts: Readonly<Record<string, string>>, base = 'file:///repo'): Analysis {
  const documents = Object.entries(texts).map(([path, text]) => ({
    uri: `${base}/${path}`,
    version: 1,
    text,
  }));
  return analyze(documents, testEnvironment());
}

const folder = (analysis: Analysis, base = 'file:///repo', name = 'repo') => ({
  name,
  base,
  analysis,
});

/** Labels of the nodes, groups with what is in them. */
function outline(nodes: readonly TreeNode[]): readonly unknown[] {
  return nodes.map((node) =>
    'children' in node ? { [node.label]: outline(node.children) } : node.label,
  );
}

const named = (name: string, replicas: number): string =>
  vllmDeployment({
    replicas,
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    selector: { 'node.kubernetes.io/instance-type': 'g6.12xlarge' },
  }).replace('name: chat #', `name: ${name} #`);

describe('the tree of deployments', () => {
  const analysis = analysed({
    'teams/search/a/one.yaml': named('one', 1),
    'teams/search/b/nine.yaml': named('nine', 9),
    'teams/search/b/ten.yaml': named('ten', 10),
    'top.yaml': named('top', 2),
  });

  it('is nested by folders, the dearest first, without folders of one deployment', () => {
    const { nodes } = getCostTree([folder(analysis)], byCost);
    expect(outline(nodes)).toEqual([{ 'teams/search': [{ b: ['ten', 'nine'] }, 'one'] }, 'top']);
  });

  it('says of a group what its deployments cost together', () => {
    const { nodes, total } = getCostTree([folder(analysis)], byCost);
    const [group] = nodes;
    const all = deploymentsBelow(nodes).map(({ row }) => row.monthly);
    expect(all).toHaveLength(4);
    const sum = analysis.deployments
      .filter(({ deployment }) => deployment.name !== 'top')
      .reduce((usd, { estimate }) => usd + (estimate.monthly?.expected ?? 0), 0);
    const shown = Number(group?.description.replace(/[^\d]/g, ''));
    expect(Math.abs(shown - sum) / sum).toBeLessThan(0.01);
    expect(total).toMatch(/^\$[\d,]+\/mo$/);
    expect(group?.spoken).toContain('3 deployments');
  });

  it('sorts by name, folders first, numbers as numbers', () => {
    const texts = { 'b/x.yaml': named('m', 1), 'b/y.yaml': named('k', 1) };
    const many = analysed({
      ...texts,
      'c.yaml': named('chat-10', 1),
      'd.yaml': named('chat-2', 1),
    });
    const { nodes } = getCostTree([folder(many)], { ...byCost, order: 'name' });
    expect(outline(nodes)).toEqual([{ b: ['k', 'm'] }, 'chat-2', 'chat-10']);
  });

  it('tells neighbours of one name apart by their files', () => {
    const twins = analysed({ 'a.yaml': named('chat', 1), 'b.yaml': named('chat', 1) });
    const { nodes } = getCostTree([folder(twins)], byCost);
    expect(nodes.map(({ description }) => description.split(' · ')[0])).toEqual([
      'a.yaml',
      'b.yaml',
    ]);
  });

  it('is put together by team and by format', () => {
    const { nodes } = getCostTree([folder(sampleAnalysis)], { ...byCost, grouping: 'team' });
    expect(outline(nodes).slice(1)).toEqual([
      { search: ['llama-70b'] },
      { 'no team': ['chat-8b', 'chat-70b', 'reranker'] },
    ]);
    const byFormat = getCostTree([folder(analysis)], { ...byCost, grouping: 'format' });
    expect(outline(byFormat.nodes)).toEqual([{ Kubernetes: ['ten', 'nine', 'top', 'one'] }]);
  });

  it('gives each folder of a workspace its node, and none to one without deployments', () => {
    const other = analysed({ 'x.yaml': named('x', 1) }, 'file:///other');
    const { nodes } = getCostTree(
      [
        folder(analysis),
        folder(other, 'file:///other', 'other'),
        folder(analysed({}, 'file:///empty'), 'file:///empty', 'empty'),
      ],
      byCost,
    );
    expect(nodes.map(({ label, kind }) => [label, kind])).toEqual([
      ['repo', 'workspaceFolder'],
      ['other', 'workspaceFolder'],
    ]);
  });

  it('has no sum of two currencies', () => {
    const euros: Analysis = {
      ...analysis,
      environment: {
        ...analysis.environment,
        currency: { code: 'EUR', perUsd: 0.9, asOf: '2026-11-20' },
      },
    };
    const folders = [folder(analysis), folder(euros, 'file:///euros', 'euros')];
    expect(getCostTree(folders, byCost).total).toBeNull();
    expect(getWorkspaceStatus(folders)?.text).toBe('8 deployments');
  });

  it('has ids of which none stands twice, also where one object is read from two places', () => {
    const twice = { ...analysis, deployments: [...analysis.deployments, ...analysis.deployments] };
    const ids: string[] = [];
    const collect = (node: TreeNode): void => {
      ids.push(node.id);
      if ('children' in node) node.children.forEach(collect);
    };
    getCostTree([folder(twice)], byCost).nodes.forEach(collect);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('problems in the tree', () => {
  it('stand above the deployments: budgets of teams, mistakes in the assumptions', () => {
    const { nodes, problems } = getCostTree([folder(sampleAnalysis)], byCost);
    expect(nodes[0]).toMatchObject({ kind: 'problem', level: 'error' });
    expect(nodes[0]?.label).toContain('above the budget');
    expect(problems).toEqual({ errors: 2, warnings: 1 });
  });

  it('show a budget over folders that no single folder exceeds', () => {
    const texts = {
      'a/one.yaml': named('one', 1),
      'b/two.yaml': named('two', 1),
    };
    const cost = analysed(texts).deployments[0]?.estimate.monthly?.expected ?? 0;
    const budget = `policies:\n  budgets:\n    total: ${Math.ceil(cost * 1.5)}\n`;
    const { nodes } = getCostTree(
      [folder(analysed({ ...texts, '.servingcost.yaml': budget }))],
      byCost,
    );
    expect(nodes[0]?.label).toContain('over 2 deployments');
  });

  it('are what a filter leaves', () => {
    const only = (filter: TreeOptions['filter']) => {
      const { nodes, shown } = getCostTree([folder(sampleAnalysis)], { ...byCost, filter });
      return [shown, deploymentsBelow(nodes).map(({ label }) => label)];
    };
    expect(only('problems')).toEqual([2, ['llama-70b', 'chat-70b']]);
    expect(only('savings')).toEqual([1, ['llama-70b']]);
  });

  it('are said to a screen reader as the icon shows them', () => {
    const { nodes } = getCostTree([folder(sampleAnalysis)], byCost);
    const states = deploymentsBelow(nodes).map(({ label, state, spoken }) => [
      label,
      state,
      /error|warning/.exec(spoken)?.[0],
    ]);
    expect(states).toEqual([
      ['llama-70b', 'warning', 'warning'],
      ['chat-8b', 'plain', undefined],
      ['chat-70b', 'error', 'error'],
      ['reranker', 'plain', undefined],
    ]);
  });
});

describe('what else is made of the tree', () => {
  const two = [named('first', 1), named('second', 1)].join('---\n');
  const analysis = analysed({ 'a.yaml': two, 'b/c.yaml': named('third', 1) });
  const { nodes } = getCostTree([folder(analysis)], byCost);

  it('the deployment that the cursor is in', () => {
    const index = indexTree({ nodes });
    const at = (file: string, offset: number) =>
      index.deploymentAt(`file:///repo/${file}`, offset)?.label ?? null;
    expect(at('a.yaml', two.indexOf('second'))).toBe('second');
    expect(at('a.yaml', two.indexOf('first'))).toBe('first');
    expect(at('b/c.yaml', 100_000)).toBe('third');
    expect(at('none.yaml', 0)).toBeNull();
  });

  it('the way up from a deployment', () => {
    const nested = getCostTree([folder(analysis)], { ...byCost, grouping: 'format' });
    const index = indexTree(nested);
    const [leaf] = deploymentsBelow(nested.nodes);
    expect(index.parent(leaf?.id ?? '')?.label).toBe('Kubernetes');
    expect(index.parent(nested.nodes[0]?.id ?? '')).toBeUndefined();
  });

  it('a table for documents, in which names of configs are inert', () => {
    const hostile = analysed({ 'a|b.yaml': named('"<img>|x"', 1) });
    const tree = getCostTree([folder(hostile)], byCost);
    const text = treeMarkdown(tree.nodes);
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toContain('<img');
    expect(text.split('\n')[2]?.replaceAll('\\|', '').split('|')).toHaveLength(7);
  });

  it('the status of the workspace: the largest, and how many more', () => {
    const many = analysed(
      Object.fromEntries(
        Array.from({ length: 11 }, (_, index) => [
          `${index}.yaml`,
          named(`chat-${index}`, index + 1),
        ]),
      ),
    );
    const status = getWorkspaceStatus([folder(many)]);
    expect(status?.text).toMatch(/^\$[\d,]+\/mo$/);
    const names = [...(status?.tooltip ?? '').matchAll(/^\| (chat-\d+)/gm)].map(([, name]) => name);
    expect(names).toEqual([10, 9, 8, 7, 6, 5, 4, 3].map((index) => `chat-${index}`));
    expect(status?.tooltip).toContain('and 3 more');
    expect(getWorkspaceStatus([folder(analysed({}))])).toBeNull();
  });
});
