resource "aws_sns_topic" "this" {
  name = "${var.name_prefix}-${var.name}"
  # SNS's AWS-managed key: every publisher in the account may use it, so no role needs a KMS permission.
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["sns:Publish"]
      Resource  = aws_sns_topic.this.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

# A message that SNS can put into neither the queue nor the dead-letter queue is lost.
module "lost_alarm" {
  source = "../alarm"

  name    = "${var.name}-Lost"
  runbook = "lost-deliveries"
  metric = {
    namespace  = "AWS/SNS"
    name       = "NumberOfNotificationsFailedToRedriveToDlq"
    dimensions = { TopicName = aws_sns_topic.this.name }
  }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}
