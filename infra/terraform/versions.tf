terraform {
  # The state in S3 is locked by a file in the same bucket (use_lockfile).
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

# The region is that of AWS_REGION.
provider "aws" {
  default_tags {
    tags = local.tags
  }
}
