resource "aws_api_gateway_rest_api" "this" {
  name = var.name
  body = jsonencode(local.openapi)

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  # A deployment is a snapshot of the API.
  triggers = {
    body = sha1(aws_api_gateway_rest_api.this.body)
  }

  # The stage always has a deployment.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = local.stage

  # The first request may invoke its function.
  depends_on = [aws_lambda_permission.this]
}

resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    data_trace_enabled = false
    # Per second, for each method and path. Few requests are cold starts, which open a database connection: Aurora DSQL
    # accepts 100 new connections per second, and bursts of 1,000.
    throttling_rate_limit  = 100
    throttling_burst_limit = 200
  }
}

resource "aws_lambda_permission" "this" {
  for_each = local.routes

  function_name = each.value.function.function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  # Each path parameter may have any value.
  source_arn = join("/", [
    aws_api_gateway_rest_api.this.execution_arn,
    local.stage,
    "${each.value.method}${replace(each.value.path, "/{[^}]+}/", "*")}",
  ])
}
