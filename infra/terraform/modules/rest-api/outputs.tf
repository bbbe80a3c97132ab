output "endpoint" {
  description = "URL of the API, without a slash at its end."
  value       = aws_api_gateway_stage.this.invoke_url
}
