resource "aws_iam_role" "this" {
  # Roles are global and the function's name is not: a prefix keeps two regions apart. IAM's limit for a prefix is 38.
  name_prefix = substr("${local.function_name}-", 0, 38)

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "permissions"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [var.settings.cloudwatch_logs ? local.write_logs : local.deny_logs],
      [for permission in local.permissions : {
        Effect   = "Allow"
        Action   = permission.actions
        Resource = permission.resources
      }]
    )
  })
}

locals {
  permissions = concat(
    [{
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [var.settings.datadog.api_key_secret_arn]
    }],
    flatten(var.access[*].permissions),
    [for queue in var.event_source[*] : {
      actions = [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
      ]
      resources = [queue.queue_arn]
    }]
  )

  # Datadog's extension sends the logs to Datadog.
  deny_logs = {
    Effect   = "Deny"
    Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["*"]
  }
  write_logs = {
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = [for group in aws_cloudwatch_log_group.this : "${group.arn}:*"]
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.settings.cloudwatch_logs ? 1 : 0

  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = 30
}
