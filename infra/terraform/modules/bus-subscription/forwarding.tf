# In an integrated environment, a rule on the shared bus forwards the events to our own bus.

resource "aws_cloudwatch_event_rule" "forwarding" {
  count = var.shared_bus_name == null ? 0 : 1

  # EventBridge allows 64 characters.
  name           = substr("forward-${local.rule_name}", 0, 64)
  event_bus_name = var.shared_bus_name
  event_pattern  = local.event_pattern
}

resource "aws_cloudwatch_event_target" "own_bus" {
  count = length(aws_cloudwatch_event_rule.forwarding)

  rule           = aws_cloudwatch_event_rule.forwarding[0].name
  event_bus_name = aws_cloudwatch_event_rule.forwarding[0].event_bus_name
  arn            = var.bus.arn
  role_arn       = aws_iam_role.forwarding[0].arn

  # The forwarded event is the message that the queue would have received, so operators can redrive it to that queue.
  dead_letter_config {
    arn = var.dead_letters_arn
  }

  depends_on = [aws_iam_role_policy.forwarding]
}

resource "aws_iam_role" "forwarding" {
  count = length(aws_cloudwatch_event_rule.forwarding)

  name_prefix = substr("${local.rule_name}-", 0, 38)

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "forwarding" {
  count = length(aws_cloudwatch_event_rule.forwarding)

  name = "permissions"
  role = aws_iam_role.forwarding[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["events:PutEvents"]
      Resource = [var.bus.arn]
    }]
  })
}

module "lost_forwarding_alarm" {
  source = "../alarm"
  count  = length(aws_cloudwatch_event_rule.forwarding)

  name    = "${var.name}Subscription-LostForwarding"
  runbook = "lost-deliveries"
  metric = {
    namespace = "AWS/Events"
    name      = "InvocationsFailedToBeSentToDlq"
    dimensions = {
      EventBusName = aws_cloudwatch_event_rule.forwarding[0].event_bus_name
      RuleName     = aws_cloudwatch_event_rule.forwarding[0].name
    }
  }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}
