/** Node labels whose value is the name of a cloud instance type. */
export const INSTANCE_LABELS = [
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'karpenter.azure.com/sku-name',
  'karpenter.k8s.aws/instance-type',
] as const;

export function isInstanceLabel(key: string): boolean {
  return INSTANCE_LABELS.some((label) => label === key);
}

/** Labels of managed node pools: what runs there is the pool's business. */
const POOL_LABEL =
  /gke-nodepool|eks\.amazonaws\.com\/nodegroup|alpha\.eksctl\.io\/nodegroup-name|agentpool|karpenter\.sh\/nodepool|provisioner-name/;

export function isPoolLabel(key: string): boolean {
  return POOL_LABEL.test(key);
}
