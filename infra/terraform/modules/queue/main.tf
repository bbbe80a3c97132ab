# A standard queue with its dead-letter queue. Messages that cannot be delivered, or that the consumer gives up, stay in the
# dead-letter queue. Both are encrypted with SQS's own key: SNS and EventBridge cannot deliver to a queue that uses the
# AWS-managed KMS key.

locals {
  # Concurrent batches. The limit keeps the account's concurrency, and the database's rate of new connections, available for
  # the API during a burst of messages. Reserved concurrency would throttle messages into the dead-letter queue.
  maximum_concurrency = 10

  days = 24 * 60 * 60
}

resource "aws_sqs_queue" "this" {
  name                      = "${var.name_prefix}-${var.name}"
  message_retention_seconds = 4 * local.days
  sqs_managed_sse_enabled   = true

  # Six timeouts, as AWS recommends: one for the run, the rest for Lambda's retries while it is throttled.
  visibility_timeout_seconds = 6 * var.consumer_timeout

  # The consumer gives up failing messages much earlier, so this only catches messages that kill the process.
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 100
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name_prefix}-${var.name}DeadLetters"
  message_retention_seconds = 14 * local.days
  sqs_managed_sse_enabled   = true
}

# Messages arrive in SNS's JSON wrapper (no raw delivery).
resource "aws_sns_topic_subscription" "this" {
  for_each = var.topic_arns

  topic_arn = each.value
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.this.arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
  })

  # A delivery without permission would be lost.
  depends_on = [aws_sqs_queue_policy.this, aws_sqs_queue_policy.dead_letters]
}
