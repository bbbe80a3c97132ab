data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  service = "ProductService"
  name    = "${local.service}-${var.env}"
  region  = data.aws_region.current.id

  # Integrated environments share a bus and a JWT secret with the other services. All others are isolated.
  integrated = contains(["dev", "prod"], var.env)

  own_parameters    = "/${var.env}/${local.service}"
  shared_parameters = "/${var.env}/shared"

  tags = {
    DD_PRESERVE_STACK = "true"
    service           = local.service
    env               = var.env
  }

  # Of each function. `access` of a function lists what it uses besides.
  function_settings = {
    service         = local.service
    name_prefix     = local.name
    alarm_topic_arn = aws_sns_topic.alarms.arn
    env             = var.env
    version         = var.app_version
    runtime         = var.lambda_runtime
    bundles         = var.bundles
    cloudwatch_logs = var.cloudwatch_logs
    datadog         = local.datadog
  }
}
