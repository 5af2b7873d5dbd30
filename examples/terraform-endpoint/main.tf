# A SageMaker endpoint in Terraform: the instance type is a variable, so that a fix changes its default.
variable "instance_type" {
  type    = string
  default = "ml.g5.2xlarge"
}

resource "aws_sagemaker_model" "mistral" {
  name               = "mistral-7b"
  execution_role_arn = var.role_arn

  primary_container {
    image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.4.0-tgi2.4.0-gpu-py311-cu124-ubuntu22.04"
    environment = {
      HF_MODEL_ID = "mistralai/Mistral-7B-Instruct-v0.3"
      SM_NUM_GPUS = "1"
    }
  }
}

variable "role_arn" {
  type = string
}

resource "aws_sagemaker_endpoint_configuration" "mistral" {
  name = "mistral-7b"

  production_variants {
    variant_name           = "main"
    model_name             = aws_sagemaker_model.mistral.name
    instance_type          = var.instance_type
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "mistral" {
  name                 = "mistral-7b"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.mistral.name
}
