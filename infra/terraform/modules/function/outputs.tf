output "arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "function_name" {
  description = "Full name of the function."
  value       = aws_lambda_function.this.function_name
}

output "invoke_arn" {
  description = "ARN by which API Gateway invokes the function."
  value       = aws_lambda_function.this.invoke_arn
}

output "role_arn" {
  description = "ARN of the function's role, which exists before the function."
  value       = aws_iam_role.this.arn
}

output "bundle_hash" {
  description = "Hash of the function's zip file."
  value       = aws_lambda_function.this.source_code_hash
}

output "timeout" {
  description = "Seconds after which Lambda stops a run."
  value       = var.timeout
}
