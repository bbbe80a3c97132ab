locals {
  # Each key is a heading in docs/runbook.md with the details.
  runbook = {
    dead-letters       = "Messages failed or could not be delivered. Their attributes contain the reason: fix it, then redrive the queue."
    old-messages       = "Messages have waited too long. Check whether the consumer fails, is throttled or is too slow."
    many-messages      = "Messages arrive faster than they are processed. Find the sender, or raise the concurrency of the consumer."
    outbox-stuck       = "Events are stuck or parked in the outbox. Read their last error, fix the cause and release them."
    function-errors    = "A function crashed or timed out. Its log contains the error; the runbook explains the consequences."
    function-throttles = "The account's concurrency limit is reached. Find out which functions use it, or request a higher quota."
    lost-deliveries    = "A message reached neither its queue nor the dead-letter queue. Fix the queue policy and ask the sender to resend."
    database-conflicts = "Many transactions conflict on the same rows. Find out who writes the same product so often."
    client-errors      = "Many responses are 4xx. Check whether they are 429, 401 or others, and which client gets them."
    slow-answers       = "1 % of the responses take longer than five seconds. Check in their traces where the time is spent."
    server-errors      = "Clients get 5xx responses. Check the traces of the failed requests."
  }
  is_percentile = startswith(var.metric.statistic, "p")
}

resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name        = "${var.name_prefix}-${var.name}"
  alarm_description = "${local.runbook[var.runbook]} docs/runbook.md#${var.runbook}"

  namespace          = var.metric.namespace
  metric_name        = var.metric.name
  dimensions         = var.metric.dimensions
  statistic          = local.is_percentile ? null : var.metric.statistic
  extended_statistic = local.is_percentile ? var.metric.statistic : null
  period             = 60 * var.metric.minutes

  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.threshold
  evaluation_periods  = var.periods.of
  datapoints_to_alarm = var.periods.reached
  treat_missing_data  = var.missing_data

  alarm_actions = [var.alarm_topic_arn]
  # Tells the on-duty engineer that the problem is over.
  ok_actions = [var.alarm_topic_arn]
}
