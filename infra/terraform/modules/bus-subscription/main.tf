# Delivers one event type of another service to a queue.

locals {
  # EventBridge allows 64 characters.
  rule_name = "${var.name_prefix}-${var.name}"

  event_pattern = jsonencode({
    source      = [var.event_source]
    detail-type = [var.event_type]
  })
}

resource "aws_cloudwatch_event_rule" "this" {
  name           = local.rule_name
  event_bus_name = var.bus.name
  event_pattern  = local.event_pattern
}

resource "aws_cloudwatch_event_target" "queue" {
  rule           = aws_cloudwatch_event_rule.this.name
  event_bus_name = aws_cloudwatch_event_rule.this.event_bus_name
  arn            = var.queue_arn

  dead_letter_config {
    arn = var.dead_letters_arn
  }
}

# An event that reached neither the target nor the dead-letter queue is lost.
module "lost_alarm" {
  source = "../alarm"

  name    = "${var.name}Subscription-Lost"
  runbook = "lost-deliveries"
  metric = {
    namespace = "AWS/Events"
    name      = "InvocationsFailedToBeSentToDlq"
    dimensions = {
      EventBusName = aws_cloudwatch_event_rule.this.event_bus_name
      RuleName     = aws_cloudwatch_event_rule.this.name
    }
  }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}
