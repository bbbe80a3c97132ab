module "errors_alarm" {
  source = "../alarm"
  count  = var.errors == null ? 0 : 1

  name    = "${var.name}-Errors"
  runbook = var.errors.runbook
  metric = {
    namespace  = "AWS/Lambda"
    name       = "Errors"
    dimensions = { FunctionName = aws_lambda_function.this.function_name }
  }
  periods      = { reached = var.errors.reached, of = var.errors.of }
  missing_data = var.errors.missing_data

  name_prefix     = var.settings.name_prefix
  alarm_topic_arn = var.settings.alarm_topic_arn
}

module "throttles_alarm" {
  source = "../alarm"
  count  = var.errors == null ? 0 : 1

  name    = "${var.name}-Throttles"
  runbook = "function-throttles"
  metric = {
    namespace  = "AWS/Lambda"
    name       = "Throttles"
    dimensions = { FunctionName = aws_lambda_function.this.function_name }
  }
  periods = { reached = 2, of = 3 }

  name_prefix     = var.settings.name_prefix
  alarm_topic_arn = var.settings.alarm_topic_arn
}
