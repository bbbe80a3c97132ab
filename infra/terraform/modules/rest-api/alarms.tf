module "server_errors_alarm" {
  source = "../alarm"

  name    = "Rest-ServerErrors"
  runbook = "server-errors"
  metric = {
    namespace  = "AWS/ApiGateway"
    name       = "5XXError"
    dimensions = { ApiName = aws_api_gateway_rest_api.this.name }
  }
  threshold = 5

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}

module "client_errors_alarm" {
  source = "../alarm"

  name    = "Rest-ClientErrors"
  runbook = "client-errors"
  metric = {
    namespace  = "AWS/ApiGateway"
    name       = "4XXError"
    dimensions = { ApiName = aws_api_gateway_rest_api.this.name }
  }
  # Per five minutes, i.e. ten per second. API Gateway has no separate metric for 429.
  threshold = 3000

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}

module "slow_alarm" {
  source = "../alarm"

  name    = "Rest-Slow"
  runbook = "slow-answers"
  metric = {
    namespace  = "AWS/ApiGateway"
    name       = "Latency"
    dimensions = { ApiName = aws_api_gateway_rest_api.this.name }
    statistic  = "p99"
  }
  # Milliseconds. A cold start with a new database connection is faster.
  threshold = 5000
  periods   = { reached = 3, of = 3 }

  name_prefix     = var.name_prefix
  alarm_topic_arn = var.alarm_topic_arn
}
