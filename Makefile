# The deployments by "make", for those who expect it. Each target is a command of Nx: docs/deployment.md explains the variables.
.PHONY: help cdk-diff cdk-deploy cdk-destroy sam-diff sam sam-destroy tf-plan tf-apply tf-destroy tf-plan-local tf-apply-local tf-destroy-local

help: ## lists the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 20

cdk-diff: ## shows what CDK would change
	npx nx diff infra
cdk-deploy: ## deploys with CDK
	npx nx deploy infra
cdk-destroy: ## deletes what CDK deployed
	npx nx destroy infra

sam-diff: ## shows what SAM would change
	npx nx diff infra-sam
sam: ## deploys with SAM
	npx nx deploy infra-sam
sam-destroy: ## deletes what SAM deployed
	npx nx destroy infra-sam

tf-plan: ## shows what Terraform would change
	npx nx diff infra-terraform
tf-apply: ## deploys with Terraform, with the state in S3
	npx nx deploy infra-terraform
tf-destroy: ## deletes what Terraform deployed
	npx nx destroy infra-terraform

tf-plan-local: ## as tf-plan, with the state in a local file
	npx nx diff infra-terraform --local-state
tf-apply-local: ## as tf-apply, with the state in a local file
	npx nx deploy infra-terraform --local-state
tf-destroy-local: ## as tf-destroy, with the state in a local file
	npx nx destroy infra-terraform --local-state
