/** An endpoint of SageMaker whose machine, number and model stand elsewhere. */
export const endpoint = `resource "aws_sagemaker_model" "llm" {
  primary_container {
    image = "763104351884.dkr.ecr.\${var.region}.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128"
    environment = merge(local.settings, { OPTION_TENSOR_PARALLEL_DEGREE = "4" })
  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "main"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = var.instance_type # the machine
    initial_instance_count = local.is_production ? 2 : 1
  }
}
`;

/** What the endpoint refers to. */
export const variables = `variable "region" {
  default = "us-west-2"
}
variable "environment" {}
variable "instance_type" {
  default = "ml.g5.12xlarge"
}
provider "aws" {
  region = var.region
}
locals {
  is_production = var.environment == "prod"
  settings      = { HF_MODEL_ID = "meta-llama/Llama-3.1-8B-Instruct", OPTION_MAX_MODEL_LEN = 8192 }
}
`;
