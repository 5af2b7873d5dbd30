import type { InstanceType } from '../model/catalog.ts';

/**
 * Machines that are not taken unless somebody names them: burstable credit, which is not for steady serving, and Arm
 * processors, which need another build of the image. By the names the clouds give them.
 */
const unusual: Partial<Record<InstanceType['provider'], RegExp>> = {
  aws: /^(t\d|a1\.|[a-z]+\d+g[a-z]*\.)/,
  gcp: /^(e2-(micro|small|medium)|f1-|g1-|t2a-|c4a-|n4a-)/,
  azure: /^(Standard_B|Basic_|Standard_A\d|Standard_[A-Z]+\d+[a-z]*p[a-z]*_)/,
};

export function isUnusual({ provider, name }: InstanceType): boolean {
  return unusual[provider]?.test(name) ?? false;
}
