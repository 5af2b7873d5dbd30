import type { InstanceType } from '../model/catalog.ts';

type ByProvider = Partial<Record<InstanceType['provider'], RegExp>>;

/** Burstable credit and the smallest shared cores, which are not for steady serving, by the names the clouds give them. */
const burstable: ByProvider = {
  aws: /^t\d/,
  gcp: /^(e2-(micro|small|medium)|f1-|g1-)/,
  azure: /^(Standard_B|Basic_|Standard_A\d)/,
};

/** Arm processors, which need another build of the image. */
const arm: ByProvider = {
  aws: /^(a1\.|t4g|[a-z]+\d+g[a-z]*\.)/,
  gcp: /^(t2a-|c4a-|n4a-)/,
  azure: /^Standard_[A-Z]+\d+[a-oq-z]*p[a-z]*_/,
};

export function isBurstable({ provider, name }: Named): boolean {
  return burstable[provider]?.test(name) ?? false;
}

export function isArm({ provider, name }: Named): boolean {
  return arm[provider]?.test(name) ?? false;
}

type Named = Pick<InstanceType, 'provider' | 'name'>;

/** Machines that are not taken unless somebody names them. */
export function isUnusual(instance: Named): boolean {
  return isBurstable(instance) || isArm(instance);
}
