output "arn" {
  description = "ARN of the topic."
  value       = aws_sns_topic.this.arn
}

output "publisher_access" {
  description = "What a function needs to publish to the topic."
  value = {
    environment = { (var.environment_variable) = aws_sns_topic.this.arn }
    permissions = [{
      actions   = ["sns:Publish"]
      resources = [aws_sns_topic.this.arn]
    }]
  }
}
