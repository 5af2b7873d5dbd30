import { describe, expect, it } from 'vitest';
import { readElsewhere } from '../../../scripts/package/readme.ts';
import { readRepository } from '../../../scripts/package/repository.ts';

const markdown =
  '![p](images/p.png) [a](a.md#x) [up](../LICENSE) [web](https://x.org/y) [here](#z)';

describe('a page that is read elsewhere', () => {
  it('leads back to the repository, at the version that is packed', () => {
    const repository = readRepository('https://forge.example/owner/name', 'v1.2.3');
    expect(readElsewhere(markdown, 'docs/page.md', repository)).toBe(
      '![p](https://forge.example/owner/name/raw/v1.2.3/docs/images/p.png) ' +
        '[a](https://forge.example/owner/name/blob/v1.2.3/docs/a.md#x) ' +
        '[up](https://forge.example/owner/name/blob/v1.2.3/LICENSE) ' +
        '[web](https://x.org/y) [here](#z)',
    );
  });

  it('has no link that leads nowhere where the repository has no address', () => {
    expect(readElsewhere(markdown, 'docs/page.md', undefined)).toBe(
      ' a up [web](https://x.org/y) [here](#z)',
    );
  });
});

describe('the address of the repository', () => {
  it('is none where none is given', () => {
    expect(readRepository(undefined, 'v1')).toBeUndefined();
    expect(readRepository('', '')).toBeUndefined();
  });

  it.each([
    ['http://forge.example/owner/name', 'v1'],
    ['https://forge.example', 'v1'],
    ['https://forge.example/owner/name/', 'v1'],
    ['https://forge.example/owner/a b', 'v1'],
    ['https://forge.example/owner/name', ''],
    ['https://forge.example/owner/name', 'a b'],
    ['https://forge.example/owner/name', '../x)'],
  ])('%s at %j is refused', (address, ref) => {
    expect(() => readRepository(address, ref)).toThrow(/^--(repository|ref) /);
  });
});
