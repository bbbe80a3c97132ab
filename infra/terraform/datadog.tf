locals {
  datadog = {
    site               = var.dd_site
    api_key_secret_arn = coalesce(var.dd_api_key_secret_arn, one(aws_secretsmanager_secret.datadog_api_key[*].arn))
    # 464622532012 is Datadog's account.
    layers = [
      for layer in [var.dd_extension_layer, var.dd_node_layer] : "arn:aws:lambda:${local.region}:464622532012:layer:${layer}"
    ]
  }
}

# Datadog issues the key, so a deployment replaces it: it cannot rotate by itself.
resource "aws_secretsmanager_secret" "datadog_api_key" {
  count = var.dd_api_key_secret_arn == null ? 1 : 0

  name        = "${local.name}-DatadogApiKey"
  description = "Datadog's API key"
  # The name is free at once for the next deployment.
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "datadog_api_key" {
  count = length(aws_secretsmanager_secret.datadog_api_key)

  secret_id     = aws_secretsmanager_secret.datadog_api_key[0].id
  secret_string = var.dd_api_key
}
