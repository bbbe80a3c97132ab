# The deploy command gives the bucket (TF_STATE_BUCKET_NAME), the key (one for each environment) and the region to
# `terraform init -backend-config`. Without a bucket it keeps the state in a local file: it writes backend_override.tf with
# `backend "local"`, which replaces this block.
#
# The state contains secrets: Datadog's API key unless dd_api_key_secret_arn names it, and the JWT secret of a stand-alone
# environment. Only deployers should be able to read the bucket.
terraform {
  backend "s3" {
    use_lockfile = true
  }
}
