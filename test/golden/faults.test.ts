import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeChanges } from '../../src/cli/fileChanges.ts';
import { writeWholeFile } from '../../src/cli/writeFile.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

describe('a disk that does not do what it should', () => {
  it.skipIf(!existsSync('/dev/full'))('is full: the reason is told, with 2', async () => {
    const folder = folderWith({ 'chat.yaml': llama8bText });
    const { status, warnings } = await callCli(folder, ['report', '--out', '/dev/full']);
    expect(status).toBe(2);
    expect(warnings).toContain('/dev/full was not written: no space left on the device.');
  });

  it.skipIf(!existsSync('/proc/self'))('takes no files: nothing is left behind', async () => {
    const folder = folderWith({ 'chat.yaml': llama8bText });
    const { status, warnings } = await callCli(folder, ['report', '--out', '/proc/report.json']);
    expect(status).toBe(2);
    expect(warnings).toContain('/proc/report.json was not written: ');
  });

  it('has a folder where the file should be: what is there stays', () => {
    const folder = folderWith({ 'out.json/kept.txt': 'kept' });
    expect(() => {
      writeWholeFile(join(folder, 'out.json'), 'new', 'out.json');
    }).toThrow('out.json was not written: is a folder.');
    expect(readdirSync(folder)).toEqual(['out.json']);
    expect(readFileSync(join(folder, 'out.json/kept.txt'), 'utf8')).toBe('kept');
  });

  it('loses files between being listed and being read: the others are priced', async () => {
    const folder = folderWith({ 'a.yaml': llama8bText, 'gone.yaml': llama8bText });
    const git = (...args: string[]): void => {
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
    };
    git('init', '-q');
    git('add', '.');
    rmSync(join(folder, 'gone.yaml'));
    const { status, output } = await callCli(folder, ['report', '--format', 'json']);
    const { deployments, skipped } = JSON.parse(output) as Record<string, readonly unknown[]>;
    expect([status, deployments?.length, skipped]).toEqual([0, 1, []]);
  });

  it('changes under a fix: nothing is written over what somebody else wrote', () => {
    const folder = folderWith({ 'a.yaml': 'theirs\n', 'b.yaml': 'b\n' });
    const change = (file: string, before: string) => ({
      file,
      path: join(folder, file),
      before,
      after: 'ours\n',
    });
    expect(() => {
      writeChanges([change('b.yaml', 'b\n'), change('a.yaml', 'a\n')]);
    }).toThrow('Nothing was written: a.yaml changed in the meantime.');
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('theirs\n');
    expect(readFileSync(join(folder, 'b.yaml'), 'utf8')).toBe('b\n');
  });
});

describe('a repository that somebody else set up', () => {
  const git = (folder: string, ...args: string[]): void => {
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      stdio: 'ignore',
    });
  };

  it('has no program of its settings run, and nothing fetched that the clone left out', async () => {
    const origin = folderWith({ 'chat.yaml': llama8bText });
    git(origin, 'init', '-q');
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    git(origin, 'add', '.');
    git(origin, 'commit', '-qm', 'one');
    writeFileSync(join(origin, 'chat.yaml'), `${llama8bText}# two\n`);
    git(origin, 'commit', '-qam', 'two');
    const folder = folderWith({});
    git(folder, 'clone', '-q', '--filter=blob:none', `file://${origin}`, 'clone');
    const clone = join(folder, 'clone');
    const mark = join(folder, 'ran');
    git(clone, 'config', 'core.sshCommand', `touch ${mark}; false`);
    git(clone, 'config', 'core.fsmonitor', `touch ${mark}; false`);
    git(clone, 'config', 'protocol.ext.allow', 'always');
    for (const url of ['ssh://nowhere/x', `ext::sh -c touch% ${mark}`]) {
      git(clone, 'config', 'remote.origin.url', url);
      await callCli(clone, ['report']);
      await callCli(clone, ['diff', '--base', 'HEAD~1']);
      expect(existsSync(mark)).toBe(false);
    }
  });

  it.each(['--output=x', '-x', '--help', 'a\nb', '@{-1}', ':/x', 'HEAD:chat.yaml'])(
    'takes %j for the name of a commit or of none',
    async (ref) => {
      const folder = folderWith({ 'chat.yaml': llama8bText });
      git(folder, 'init', '-q');
      git(folder, 'add', '.');
      git(folder, 'commit', '-qm', 'one');
      const { status } = await callCli(folder, ['diff', `--base=${ref}`]);
      expect(status).toBe(2);
      expect(readdirSync(folder).sort()).toEqual(['.git', 'chat.yaml']);
    },
  );
});
