resource "aws_dsql_cluster" "this" {
  count = var.dsql_cluster_arn == null ? 1 : 0

  deletion_protection_enabled = var.protected
}

locals {
  cluster_arn        = coalesce(var.dsql_cluster_arn, one(aws_dsql_cluster.this[*].arn))
  cluster_region     = split(":", local.cluster_arn)[3]
  cluster_identifier = split("/", local.cluster_arn)[1]
  # Format of every public endpoint: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/getting-started.html
  cluster_endpoint = "${local.cluster_identifier}.dsql.${local.cluster_region}.on.aws"

  database_environment = {
    DSQL_CLUSTER_ENDPOINT = local.cluster_endpoint
    DATABASE_PIPELINING   = var.database_pipelining
  }
}

resource "aws_ssm_parameter" "cluster_endpoint" {
  name  = "${local.own_parameters}/cluster-endpoint"
  type  = "String"
  value = local.cluster_endpoint
}

module "migrate_database" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "MigrateDatabase"
  bundle   = "product-api/migrate-database"
  # Lambda's maximum: building an index takes long. The next run resumes an interrupted one.
  timeout = 15 * 60
  # Its requests are for deployments only, and may contain a presigned URL.
  capture_payload = false
  # Runs during deployments only, and its failure fails the deployment.
  errors = null
  access = [{
    environment = local.database_environment
    permissions = [{
      actions   = ["dsql:DbConnectAdmin"]
      resources = [local.cluster_arn]
    }]
  }]
}

# Runs whenever the input changes: another bundle, another cluster, another role. Terraform replaces the invocation then. So a
# migration that failed is not in the state, and the next deployment runs it again. (With lifecycle_scope "CRUD" the provider
# would update the invocation, and keep the new input in the state even if the migration failed.)
resource "aws_lambda_invocation" "migration" {
  function_name = module.migrate_database.function_name

  input = jsonencode({
    bundle     = module.migrate_database.bundle_hash
    clusterArn = local.cluster_arn
    # Roles of the functions that use the database. Only the roles: the functions themselves wait for the migration.
    roleArns = [
      module.create_product.role_arn,
      module.list_products.role_arn,
      module.update_product.role_arn,
      module.get_product.role_arn,
      module.patch_product.role_arn,
      module.delete_product.role_arn,
      module.write_product_batch.role_arn,
      module.handle_pricing_changed.role_arn,
      module.handle_stock_updated.role_arn,
      module.outbox_processor.role_arn,
      module.check_outbox.role_arn,
      module.delete_expired_requests.role_arn,
      module.operate.role_arn,
    ]
  })
}

locals {
  # Every function that uses the database is created and updated after the migration.
  database_access = {
    environment = local.database_environment
    permissions = [{
      actions   = ["dsql:DbConnect"]
      resources = [local.cluster_arn]
    }]
    prepared_by = aws_lambda_invocation.migration.id
  }
}

# Outcomes of requests are kept for a day, and an hour longer at most.
module "delete_expired_requests" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "DeleteExpiredRequests"
  bundle   = "product-api/delete-expired-requests"
  access   = [local.database_access]
  errors   = { runbook = "function-errors", reached = 1, of = 1 }
}

# A run that fails, or cannot be started within a minute, is not repeated: the next one comes at its own time.
resource "aws_lambda_function_event_invoke_config" "delete_expired_requests" {
  function_name                = module.delete_expired_requests.function_name
  qualifier                    = "$LATEST"
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60
}

module "delete_expired_requests_schedule" {
  source = "./modules/schedule"

  name       = "${local.name}-DeleteExpiredRequests"
  expression = "rate(1 hour)"
  target_arn = module.delete_expired_requests.arn
  action     = "lambda:InvokeFunction"
}

module "conflicts_alarm" {
  source = "./modules/alarm"

  name    = "Database-Conflicts"
  runbook = "database-conflicts"
  metric = {
    namespace  = "AWS/AuroraDSQL"
    name       = "OccConflicts"
    dimensions = { ClusterId = local.cluster_identifier }
  }
  # Per five minutes, i.e. one per second. A few are normal: writers retry.
  threshold = 300
  periods   = { reached = 3, of = 3 }

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}
