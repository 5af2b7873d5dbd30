import { expect, test } from 'vitest';
import { repositoryName } from '../../../src/cli/repositoryName.ts';

test.each([
  ['https://github.com/acme/payments.git', 'acme/payments'],
  ['https://github.com/acme/payments/', 'acme/payments'],
  ['https://token:secret@gitlab.com/acme/group/payments.git', 'acme/group/payments'],
  ['ssh://git@github.com:22/acme/payments', 'acme/payments'],
  ['git@github.com:acme/payments.git', 'acme/payments'],
  ['github.com:acme/payments', 'acme/payments'],
  ['https://acme@dev.azure.com/acme/shop/_git/payments', 'acme/shop/payments'],
  ['git@ssh.dev.azure.com:v3/acme/shop/payments', 'acme/shop/payments'],
  ['/srv/git/payments.git', 'payments'],
  ['file:///srv/git/payments.git', 'payments'],
  ['../payments', 'payments'],
  ['C:\\code\\payments', 'payments'],
  ['https://github.com/', null],
  ['', null],
])('%s is %s', (address, name) => {
  expect(repositoryName(address)).toBe(name);
});
