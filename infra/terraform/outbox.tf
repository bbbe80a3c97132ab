# Relays the events in the outbox table to their topics, one run at a time: messages of a single group in a FIFO queue trigger
# the relay, and SQS delivers a group's next messages only after the previous ones are deleted.

module "outbox_processor" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "OutboxProcessor"
  bundle   = "product-api/outbox-processor"
  timeout  = 30
  # A long backlog takes many runs, and each triggers the next.
  allow_recursion = true
  event_source    = { queue_arn = aws_sqs_queue.outbox.arn }
  access = concat(
    # A run that ends because of its time limit triggers the next one.
    [local.database_access, local.outbox_access],
    [for topic in local.product_topics : module.topic[topic].publisher_access],
  )
}

# Without a dead-letter queue: a message only triggers the relay, and the schedule sends another one every minute.
resource "aws_sqs_queue" "outbox" {
  name                        = "${local.name}-OutboxQueue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 5 * 60
  sqs_managed_sse_enabled     = true

  # Just above the function's timeout, which is Lambda's minimum. While the messages of a killed run are invisible, their
  # group is blocked and nothing is relayed.
  visibility_timeout_seconds = module.outbox_processor.timeout + 5
}

resource "aws_sqs_queue_policy" "outbox" {
  queue_url = aws_sqs_queue.outbox.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = ["sqs:*"]
      Resource  = aws_sqs_queue.outbox.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

locals {
  # To trigger the relay after a commit.
  outbox_access = {
    environment = { OUTBOX_QUEUE_URL = aws_sqs_queue.outbox.url }
    permissions = [{
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.outbox.arn]
    }]
  }
}

module "sweep" {
  source = "./modules/schedule"

  name       = "${local.name}-OutboxSweep"
  expression = "rate(1 minute)"
  target_arn = aws_sqs_queue.outbox.arn
  action     = "sqs:SendMessage"
  # Differs every minute: content-based deduplication keeps each sweep and drops its duplicates. Text, because jsonencode
  # would escape the brackets, and the scheduler would not recognise its attribute.
  input            = "{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}"
  message_group_id = "outbox"
}

# Alarms when events are stuck in the outbox. Only the database knows, so a function queries it every five minutes and fails
# if some are stuck. CloudWatch counts failed runs by itself: no custom metric and no permission to write one. A check that
# does not run alarms too.
module "check_outbox" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "CheckOutbox"
  bundle   = "product-api/check-outbox"
  access   = [local.database_access]
  errors = {
    runbook      = "outbox-stuck"
    reached      = 2
    of           = 2
    missing_data = "breaching"
  }
}

# A run that fails, or cannot be started within a minute, is not repeated: the next one comes at its own time.
resource "aws_lambda_function_event_invoke_config" "check_outbox" {
  function_name                = module.check_outbox.function_name
  qualifier                    = "$LATEST"
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60
}

module "check_outbox_schedule" {
  source = "./modules/schedule"

  name       = "${local.name}-CheckOutbox"
  expression = "rate(5 minutes)"
  target_arn = module.check_outbox.arn
  action     = "lambda:InvokeFunction"
}
