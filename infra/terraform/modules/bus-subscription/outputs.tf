output "rule_arn" {
  description = "ARN of the rule on our own bus."
  value       = aws_cloudwatch_event_rule.this.arn
}

output "forwarding_rule_arns" {
  description = "ARN of the rule on the shared bus, if there is one."
  value       = aws_cloudwatch_event_rule.forwarding[*].arn
}
