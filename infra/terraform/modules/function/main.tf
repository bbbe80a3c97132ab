locals {
  function_name = "${var.settings.service}-${var.name}-${var.settings.env}"
  filename      = "${var.settings.bundles}/${var.bundle}.zip"
  consumes      = var.event_source != null
}

resource "aws_lambda_function" "this" {
  function_name = local.function_name
  role          = aws_iam_role.this.arn

  filename         = local.filename
  source_code_hash = filebase64sha256(local.filename)
  runtime          = var.settings.runtime
  architectures    = ["arm64"]
  memory_size      = 512
  timeout          = var.timeout

  # Datadog's handler calls ours, which DD_LAMBDA_HANDLER names.
  handler = "/opt/nodejs/node_modules/datadog-lambda-js/handler.handler"
  layers  = var.settings.datadog.layers

  environment {
    variables = merge(
      { ENV = var.settings.env },
      local.datadog_variables,
      local.consumes ? local.datadog_consumer_variables : {},
      var.access[*].environment...
    )
  }

  logging_config {
    log_format = "JSON"
    log_group  = one(aws_cloudwatch_log_group.this[*].name)
  }

  # The first run needs its permissions, and what it uses must be prepared by then.
  depends_on = [aws_iam_role_policy.this, var.access]
}

resource "aws_lambda_function_recursion_config" "this" {
  count = var.allow_recursion ? 1 : 0

  function_name  = aws_lambda_function.this.function_name
  recursive_loop = "Allow"
}

# SQS redelivers only the messages that the function reports as failed.
resource "aws_lambda_event_source_mapping" "this" {
  count = local.consumes ? 1 : 0

  event_source_arn        = var.event_source.queue_arn
  function_name           = aws_lambda_function.this.function_name
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  dynamic "scaling_config" {
    for_each = var.event_source.maximum_concurrency[*]

    content {
      maximum_concurrency = scaling_config.value
    }
  }
}
