module "dead_letters_alarm" {
  source = "../alarm"

  name    = "${var.name}DeadLetters-NotEmpty"
  runbook = "dead-letters"
  metric = {
    namespace  = "AWS/SQS"
    name       = "ApproximateNumberOfMessagesVisible"
    dimensions = { QueueName = aws_sqs_queue.dead_letters.name }
    statistic  = "Maximum"
    minutes    = 1
  }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}

module "old_alarm" {
  source = "../alarm"

  name    = "${var.name}-Old"
  runbook = "old-messages"
  metric = {
    namespace  = "AWS/SQS"
    name       = "ApproximateAgeOfOldestMessage"
    dimensions = { QueueName = aws_sqs_queue.this.name }
    statistic  = "Maximum"
    minutes    = 1
  }
  # Seconds. Longer than all attempts at a message that fails unexpectedly: a dependency of the consumer is unavailable.
  threshold = 15 * 60
  periods   = { reached = 5, of = 5 }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}

module "many_alarm" {
  source = "../alarm"

  name    = "${var.name}-Many"
  runbook = "many-messages"
  metric = {
    namespace  = "AWS/SQS"
    name       = "ApproximateNumberOfMessagesVisible"
    dimensions = { QueueName = aws_sqs_queue.this.name }
    statistic  = "Maximum"
  }
  # What the consumer processes in ten minutes if a batch of ten takes one second.
  threshold = 10 * local.maximum_concurrency * 600
  periods   = { reached = 2, of = 2 }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}
