locals {
  # The signing secret of the tokens. In an integrated environment all services share it.
  jwt_secret_parameter = "${local.integrated ? local.shared_parameters : local.own_parameters}/secret-access-key"

  # No KMS permission: everyone who may read a SecureString parameter may use its AWS-managed key.
  jwt_secret_access = {
    environment = { JWT_SECRET_PARAM_NAME = local.jwt_secret_parameter }
    permissions = [{
      actions = ["ssm:GetParameter"]
      resources = [join(":", [
        "arn", data.aws_partition.current.partition, "ssm", local.region, data.aws_caller_identity.current.account_id,
        "parameter${local.jwt_secret_parameter}",
      ])]
    }]
  }
}

# A stand-alone environment has its own secret. Terraform's state contains it.
data "aws_secretsmanager_random_password" "jwt_secret" {
  count = local.integrated ? 0 : 1

  password_length     = 64
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "jwt_secret" {
  count = local.integrated ? 0 : 1

  name = "${local.name}-JwtSecret"
  # The name is free at once for the next deployment.
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "jwt_secret" {
  count = local.integrated ? 0 : 1

  secret_id     = aws_secretsmanager_secret.jwt_secret[0].id
  secret_string = data.aws_secretsmanager_random_password.jwt_secret[0].random_password

  # Every plan reads another random password. A new secret invalidates every token at once, so an operator decides when.
  lifecycle {
    ignore_changes = [secret_string]
  }
}

resource "aws_ssm_parameter" "jwt_secret" {
  count = local.integrated ? 0 : 1

  name  = local.jwt_secret_parameter
  type  = "String"
  value = aws_secretsmanager_secret_version.jwt_secret[0].secret_string
}
