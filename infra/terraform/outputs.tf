output "api_endpoint" {
  description = "URL of the REST API, without a slash at its end: clients append the path."
  value       = module.rest_api.endpoint
}

output "alarm_topic_arn" {
  description = "ARN of the topic that all alarms notify."
  value       = aws_sns_topic.alarms.arn
}
