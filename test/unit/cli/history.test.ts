import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { userCacheFolder } from '../../../src/cli/cacheFolder.ts';
import { isoDate } from '../../../src/cli/history/commits.ts';
import { readTime } from '../../../src/cli/history/readTime.ts';
import { wantedPaths } from '../../../src/cli/wantedPaths.ts';
import { subjectOf } from '../../../src/core/history/historyWords.ts';

describe('where the cache is', () => {
  test('where the user says, unless it is relative', () => {
    expect(userCacheFolder({ XDG_CACHE_HOME: '/var/cache/me' }, 'linux')).toBe(
      '/var/cache/me/serving-cost',
    );
    expect(userCacheFolder({ XDG_CACHE_HOME: 'cache' }, 'linux')).toBe(
      `${homedir()}/.cache/serving-cost`,
    );
    expect(userCacheFolder({}, 'darwin')).toBe(`${homedir()}/Library/Caches/serving-cost`);
    expect(userCacheFolder({}, 'win32')).toBeNull();
  });
});

describe('moments', () => {
  test('a day begins and ends in UTC; a time has a zone of its own', () => {
    expect(readTime('--since', undefined, '00:00:00')).toBeNull();
    expect(isoDate(readTime('--since', '2026-11-20', '00:00:00') ?? NaN)).toBe(
      '2026-11-20T00:00:00Z',
    );
    expect(isoDate(readTime('--until', '2026-11-20', '23:59:59') ?? NaN)).toBe(
      '2026-11-20T23:59:59Z',
    );
    expect(isoDate(readTime('--since', '2026-11-20T08:00+02:00', '00:00:00') ?? NaN)).toBe(
      '2026-11-20T06:00:00Z',
    );
  });

  test.each(['', 'now', '2026-02-29', '2026-11-20T08:00', '2026-11-20 08:00Z', '20261120'])(
    '%j is refused',
    (value) => {
      expect(() => readTime('--since', value, '00:00:00')).toThrow('expected a day');
    },
  );

  test('a date that no calendar has is empty', () => {
    expect(isoDate(99_999_999_999_999)).toBe('');
  });
});

describe('what of a repository is meant', () => {
  test('files and folders, and assumptions above them', () => {
    const wanted = wantedPaths('/repo', ['/repo/a/b', '/repo/c.yaml']);
    expect(
      ['a/b/x.yaml', 'a/b/c/x.yaml', 'c.yaml', '.servingcost.yaml', 'a/.servingcost.yml'].filter(
        (path) => !wanted.holdsFile(path),
      ),
    ).toEqual([]);
    expect(
      ['a/bc/x.yaml', 'a/x.yaml', 'd/.servingcost.yaml', 'c.yaml.bak'].filter((path) =>
        wanted.holdsFile(path),
      ),
    ).toEqual([]);
    expect(['a', 'a/b', 'a/b/c', 'ab', 'd'].map((folder) => wanted.leadsTo(folder))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(wantedPaths('/repo', ['/repo']).holdsFile('any/where.yaml')).toBe(true);
  });
});

test.each([
  ['One line\n\nand more', 'One line'],
  ['\n\n  Late,\nover two lines \n \nbody', 'Late, over two lines'],
  ['', ''],
])('the subject of %j', (message, subject) => {
  expect(subjectOf(message)).toBe(subject);
});
