import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';
import { startGitHubServer, type GitHubServer } from '../support/gitHubServer.ts';
import { repositoryWith, runGit, type GitRepository } from '../support/gitRepository.ts';
import { readJunit } from '../support/junitSchema.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { runAction, type ActionCall, type ActionResult } from '../support/runAction.ts';
import { sarifMistakes } from '../support/sarifSchema.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const token = 'a-secret-token';
const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

let server: GitHubServer;
beforeEach(async () => {
  server = await startGitHubServer(token);
});
afterEach(() => server.close());

/** A repository on the server, with a pull request: a branch that left `main`, which went on, and the commit that merges both. */
interface Origin extends GitRepository {
  readonly base: string;
  readonly head: string;
  readonly merge: string;
  readonly fork: string;
}

function originWith(change: (origin: GitRepository) => void): Origin {
  const origin = repositoryWith({ 'chat.yaml': llama8bText, 'llama.yaml': llamaText });
  const { git, write, commit } = origin;
  const fork = git('rev-parse', 'HEAD');
  git('switch', '--quiet', '--create', 'feature');
  change(origin);
  const head = commit('feature');
  git('switch', '--quiet', 'main');
  write('llama.yaml', llamaText.replace('replicas: 2', 'replicas: 7'));
  const base = commit('elsewhere');
  git('checkout', '--quiet', '--detach', 'main');
  git('merge', '--quiet', '--no-edit', 'feature');
  const merge = git('rev-parse', 'HEAD');
  git('update-ref', 'refs/pull/7/merge', merge);
  git('switch', '--quiet', 'main');
  return { ...origin, base, head, merge, fork };
}

/** As actions/checkout leaves it: one commit and no names. */
function checkout({ path }: GitRepository, ref: string): string {
  const clone = folderWith({});
  runGit(clone, ['init', '--quiet']);
  runGit(clone, ['remote', 'add', 'origin', `file://${path}`]);
  runGit(clone, ['fetch', '--quiet', '--depth=1', 'origin', ref]);
  runGit(clone, ['checkout', '--quiet', '--detach', 'FETCH_HEAD']);
  return clone;
}

function pullRequest(origin: Origin, given: Partial<ActionCall> = {}): Promise<ActionResult> {
  return runAction({
    cwd: checkout(origin, given.ref ?? 'refs/pull/7/merge'),
    event: 'pull_request',
    payload: {
      pull_request: {
        number: 7,
        title: '$(touch was-run) `touch was-run`\n::error::no',
        base: { ref: 'main', sha: origin.base },
        head: { ref: 'feature', sha: origin.head },
      },
    },
    sha: origin.merge,
    ref: 'refs/pull/7/merge',
    url: server.url,
    token,
    ...given,
  });
}

const toFour = ({ write }: GitRepository): void => {
  write('chat.yaml', more(4));
};

describe('on a pull request', () => {
  it('says what its merge changes: in a comment, the summary, and outputs', async () => {
    const origin = originWith(toFour);
    const { status, output, summary, outputs, file } = await pullRequest(origin);
    expect(status, output).toBe(0);
    const [comment, ...others] = server.comments;
    expect(others).toEqual([]);
    expect(comment?.body).toMatch(/^<!-- serving-cost-action: -->\n/);
    expect(comment?.body).toMatch(/## Serving cost: \+\\\$[\d,]+\/mo \(\+\d+%\) since main/);
    // What went on in main since is no change of the pull request.
    expect(comment?.body).toContain('1 changed, 2 the same');
    expect(comment?.body).toContain(
      `(https://github.example.com/o/r/blob/${origin.head}/chat.yaml#L`,
    );
    expect(comment?.body.endsWith(summary)).toBe(true);
    expect(outputs).toMatchObject({ currency: 'USD', 'limit-exceeded': 'false' });
    expect(Number(outputs.delta)).toBeCloseTo(Number(outputs.after) - Number(outputs.before), 4);
    expect(Number(outputs.delta)).toBeGreaterThan(100);
    for (const name of ['markdown', 'json', 'sarif', 'junit'])
      expect(existsSync(outputs[name] ?? '')).toBe(true);
    expect(sarifMistakes(file('sarif'))).toEqual([]);
    expect(readJunit(file('xml')).length).toBeGreaterThan(3);
    expect(output).not.toContain(token);
    expect(server.uploads).toEqual([]);
  });

  it('updates its comment in place, behind many others, and none that only looks like it', async () => {
    const origin = originWith(toFour);
    server.comments.push({
      id: 'X',
      body: '<!-- serving-cost-action: -->\nmine',
      viewerDidAuthor: false,
    });
    for (let index = 0; index < 230; index++)
      server.comments.push({ id: `Y${index}`, body: 'hello', viewerDidAuthor: index % 2 === 0 });
    await pullRequest(origin);
    const added = server.comments.length;
    const first = server.comments.at(-1)?.body;
    origin.git('switch', '--quiet', 'feature');
    origin.write('chat.yaml', more(6));
    const head = origin.commit('more');
    origin.git('checkout', '--quiet', '--detach', 'main');
    origin.git('merge', '--quiet', '--no-edit', 'feature');
    const merge = origin.git('rev-parse', 'HEAD');
    origin.git('update-ref', 'refs/pull/7/merge', merge);
    await pullRequest({ ...origin, head, merge });
    expect(server.comments).toHaveLength(added);
    expect(server.comments.at(-1)?.body).not.toBe(first);
    expect(server.comments.at(-1)?.body).toContain(head);
    expect(server.comments[0]?.body).toBe('<!-- serving-cost-action: -->\nmine');
    await pullRequest({ ...origin, head, merge }, { inputs: { 'comment-key': 'other' } });
    expect(server.comments).toHaveLength(added + 1);
  });

  it('stays silent where nothing changes, but takes back what it said', async () => {
    const origin = originWith(({ write }) => {
      write('README.md', 'x');
    });
    expect((await pullRequest(origin)).status).toBe(0);
    expect(server.comments).toEqual([]);
    server.comments.push({
      id: 'C',
      body: '<!-- serving-cost-action: -->\n+$1/mo',
      viewerDidAuthor: true,
    });
    const { summary } = await pullRequest(origin);
    expect(summary).toContain('no difference since main');
    expect(server.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('no difference since main'),
    ]);
  });

  it('fails above the limit, after it has said so', async () => {
    const { status, output, outputs } = await pullRequest(originWith(toFour), {
      inputs: { 'fail-over': '100' },
    });
    expect(status).toBe(1);
    expect(output).toMatch(
      /^::error title=Serving Cost::The month changes by \+\$[\d,]+\/mo, above the limit of \$100\/mo\.$/m,
    );
    expect(outputs['limit-exceeded']).toBe('true');
    expect(server.comments).toHaveLength(1);
  });

  it('goes on with a token that may only read, as forks have it', async () => {
    server.isReadOnly = true;
    const { status, output, summary } = await pullRequest(originWith(toFour), {
      inputs: { 'upload-sarif': 'true' },
    });
    expect(status).toBe(0);
    expect(output).toContain(
      '::warning title=Serving Cost::The comment was not written: Resource not accessible by integration',
    );
    expect(output).toContain(
      '::warning title=Serving Cost::The findings were not uploaded: status 403, Resource not accessible',
    );
    expect(summary).toContain('since main');
  });

  it('takes its token nowhere else', async () => {
    const elsewhere = await startGitHubServer(token);
    server.movedTo = elsewhere.url;
    const { status, output } = await pullRequest(originWith(toFour), {
      inputs: { 'upload-sarif': 'true' },
    });
    expect(status).toBe(0);
    expect(output).toMatch(/The comment was not written: 127\.0\.0\.1:\d+ does not answer/);
    expect([server.asked.length > 0, elsewhere.asked]).toEqual([true, []]);
    expect(output).not.toContain(token);
    await elsewhere.close();
  });

  it('compares a checkout of its own branch with where that left the other', async () => {
    const origin = originWith(toFour);
    server.mergeBase = origin.fork;
    const { output } = await pullRequest(origin, { ref: 'feature' });
    expect(server.comments[0]?.body, output).toContain('1 changed, 2 the same');
    server.mergeBase = null;
    const refused = await pullRequest(origin, { ref: 'feature' });
    expect([refused.status, refused.output]).toEqual([
      2,
      expect.stringMatching(/^::error .*in common is not known \(status 404, Not Found\)/),
    ]);
  });

  it('hands findings to code scanning when it is told to', async () => {
    const origin = originWith(toFour);
    const { file } = await pullRequest(origin, {
      inputs: { 'upload-sarif': 'true', comment: 'false' },
    });
    expect(server.comments).toEqual([]);
    const [upload] = server.uploads;
    expect(upload).toMatchObject({ commit_sha: origin.merge, ref: 'refs/pull/7/merge' });
    expect(gunzipSync(Buffer.from(upload?.sarif ?? '', 'base64')).toString('utf8')).toBe(
      file('sarif'),
    );
  });

  it('looks at what it is told to, with the options it is told', async () => {
    const origin = originWith(({ write }) => {
      write('chat.yaml', more(4));
      write('drafts/a b.yaml', llamaText);
      write('company.yaml', 'discount: 0.5\n');
    });
    const { outputs, output } = await pullRequest(origin, {
      inputs: {
        paths: 'chat.yaml\n\ndr*fts\n',
        exclude: 'drafts/a b.yaml\n',
        assumptions: 'company.yaml',
        options: '--currency=EUR=0.9\n--region\neu-west-1',
      },
    });
    expect(outputs.currency, output).toBe('EUR');
    expect(server.comments[0]?.body).toContain('1 changed\n');
  });

  it('runs nothing that somebody else wrote, and takes no command from it', async () => {
    const origin = originWith(({ write }) => {
      write(
        '::error::x\n::set-output name=a::b.yaml',
        more(4).replace('name: chat ', 'name: $(touch was-run) '),
      );
      write('.servingcost.yaml', 'policies: { budgets: { perDeployment: 1 } }\n');
    });
    const inputs = { paths: '.\n$(touch was-run)/*\n`touch was-run`*', 'comment-key': 'x' };
    const { output, status } = await pullRequest(origin, { inputs: { ...inputs, paths: '.' } });
    expect(status).toBe(1);
    // Between those two lines a runner takes no commands.
    const heard = output.replace(/^::stop-commands::([0-9a-f-]{36})\n[^]*?^::\1::$/gm, '');
    expect(output).toMatch(/^::error::x/m);
    const commands = heard.split('\n').filter((line) => line.startsWith('::'));
    expect(commands.map((line) => line.slice(0, 28))).toEqual(['::error title=Serving Cost::']);
    const refused = await pullRequest(origin, { inputs });
    expect(refused.status).toBe(2);
    expect(output + refused.output).not.toMatch(/was-run: /);
  });

  it('cuts a comment that is too long for GitHub, and closes what is open', async () => {
    const origin = originWith(({ write }) => {
      for (let index = 0; index < 150; index++)
        write(
          `many/${index}.yaml`,
          llamaText.replaceAll('llama-70b', `a-name-that-takes-some-room-${index}`),
        );
    });
    const { summary } = await pullRequest(origin);
    const body = server.comments[0]?.body ?? '';
    expect(summary.length).toBeGreaterThan(65_536);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain('It goes on in the summary of the job.');
    expect(body.split('<details>').length).toBe(body.split('</details>').length);
  });
});

describe('on other events', () => {
  const call = (origin: Origin, given: Partial<ActionCall>): Promise<ActionResult> =>
    pullRequest(origin, { event: 'push', ref: 'main', sha: origin.base, ...given });

  it('compares a push with where it began', async () => {
    const origin = originWith(toFour);
    const { output, summary } = await call(origin, { payload: { before: origin.fork } });
    expect(summary, output).toContain(`since ${origin.fork.slice(0, 7)}`);
    expect(summary).toContain('1 changed, 2 the same');
    expect(server.asked).toEqual([]);
  });

  it('compares with what is stated', async () => {
    const origin = originWith(toFour);
    const { summary } = await call(origin, { payload: {}, inputs: { base: 'origin/feature' } });
    expect(summary).toContain('since origin/feature');
  });

  it('says what is missing where it cannot know', async () => {
    const origin = originWith(toFour);
    const refused = async (given: Partial<ActionCall>): Promise<string> => {
      const { status, output } = await call(origin, given);
      expect(status).toBe(2);
      return output;
    };
    expect(await refused({ payload: { before: '0'.repeat(40) } })).toContain(
      'The event push does not say what to compare with',
    );
    expect(await refused({ payload: {}, inputs: { base: 'nowhere' } })).toContain(
      'nowhere is not in the checkout and cannot be fetched',
    );
    expect(await refused({ payload: {}, inputs: { base: '--upload-pack=x' } })).toContain(
      'is no name of a commit',
    );
    expect(await refused({ payload: {}, inputs: { comment: 'yes' } })).toContain(
      'comment: expected true or false',
    );
    expect(
      await refused({ payload: { before: origin.fork }, inputs: { options: '--nonsense' } }),
    ).toContain("Unknown option '--nonsense'");
    const source = folderWith({});
    mkdirSync(join(source, 'dist'));
    cpSync(join(root, 'dist/action.js'), join(source, 'dist/action.js'));
    expect(await refused({ payload: {}, action: source })).toContain(
      'has no built command line: use that of a tag',
    );
  });
});
