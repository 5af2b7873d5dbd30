import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../../src/core/model/deployment.ts';
import { reading, type Texts } from '../../../support/reading.ts';
import { endpoint, variables } from '../../../support/terraformTexts.ts';

function all(texts: Texts): readonly Deployment[] {
  return reading(texts).deployments.map(({ deployment }) => deployment);
}

describe('a module of Terraform', () => {
  it('takes what the only call of its module gives', () => {
    const texts: Texts = {
      'modules/llm/main.tf': endpoint,
      'modules/llm/variables.tf': variables,
      'main.tf': `module "llm" {
  source        = "./modules/llm"
  instance_type = local.size
  environment   = "dev"
}
locals { size = "ml.p4d.24xlarge" }
`,
    };
    const [deployment, ...others] = all(texts);
    expect(others).toEqual([]);
    expect(deployment?.placement.instanceType?.value).toBe('ml.p4d.24xlarge');
    expect(deployment?.replicas.min.value).toBe(1);
  });

  it('is made once for each call of its module, with what that call gives', () => {
    const calls = `module "llm" {
  source        = "./modules/llm"
  for_each      = { small = "ml.g5.xlarge", large = "ml.g5.48xlarge" }
  instance_type = each.value
  environment   = "dev"
}
module "none" {
  source = "./modules/llm"
  count  = 0
}
module "team" {
  source = "./modules/team"
  count  = 2
}
`;
    const texts: Texts = {
      'modules/llm/main.tf': endpoint,
      'modules/llm/variables.tf': variables,
      'modules/team/main.tf': `module "own" {
  source        = "../llm/"
  instance_type = "ml.p4d.24xlarge" # theirs
  environment   = "prod"
}
`,
      'main.tf': calls,
    };
    const llm = 'aws_sagemaker_endpoint_configuration.llm';
    const deployments = all(texts);
    const facts = deployments.map(({ name, placement, replicas, model }) => [
      name,
      placement.instanceType?.value,
      replicas.min.value,
      model.id?.value,
    ]);
    expect(new Set(facts)).toEqual(
      new Set(
        [
          [`module.llm["small"].${llm}`, 'ml.g5.xlarge', 1],
          [`module.llm["large"].${llm}`, 'ml.g5.48xlarge', 1],
          [`module.team.module.own.${llm}`, 'ml.p4d.24xlarge', 4],
        ].map((each) => [...each, 'meta-llama/Llama-3.1-8B-Instruct']),
      ),
    );
    const own = deployments.find(({ name }) => name.includes('own'));
    expect(own?.uris).toContain('file:///repository/modules/team/main.tf');
  });
});
