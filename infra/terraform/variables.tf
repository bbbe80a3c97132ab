variable "env" {
  description = "The environment: suffix of every name in the account. dev and prod are integrated with the other services: they use the shared event bus and the shared JWT secret."
  type        = string
  default     = "dev"

  validation {
    # SSM parameter names and event sources begin with the environment, and AWS reserves the prefixes aws and ssm.
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{0,19}$", var.env)) && !can(regex("^(?i:aws|ssm)", var.env))
    error_message = "env is \"${var.env}\": set it to 1 to 20 letters, digits and hyphens, not starting with a hyphen, \"aws\" or \"ssm\"."
  }
}

variable "app_version" {
  description = "The deployed commit, which Datadog shows as the version."
  type        = string
  default     = "latest"
}

variable "dd_api_key" {
  description = "Datadog's API key. It is stored in a secret, and so in Terraform's state: production should set dd_api_key_secret_arn instead."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.dd_api_key != ""
    error_message = "dd_api_key is empty: set it to your Datadog API key, or leave it out and set dd_api_key_secret_arn."
  }
}

variable "dd_api_key_secret_arn" {
  description = "ARN of an existing secret with Datadog's API key, instead of dd_api_key."
  type        = string
  default     = null

  validation {
    # Not a validation of dd_api_key: Terraform would print the key.
    condition     = (var.dd_api_key == null) != (var.dd_api_key_secret_arn == null)
    error_message = "Set exactly one of dd_api_key and dd_api_key_secret_arn: your Datadog API key, or the ARN of a secret that holds it."
  }

  validation {
    # Complete, because the functions' permission is for exactly this ARN.
    condition = var.dd_api_key_secret_arn == null || can(
      regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+-[A-Za-z0-9]{6}$", var.dd_api_key_secret_arn)
    )
    error_message = "dd_api_key_secret_arn is not a complete ARN: set it to the secret's ARN including the six characters at its end."
  }
}

variable "dd_site" {
  description = "Datadog's site for your account, e.g. datadoghq.eu."
  type        = string
  default     = "datadoghq.com"
}

variable "dd_extension_layer" {
  description = "Name and version of the layer with Datadog's extension, for arm64. Releases: https://github.com/DataDog/datadog-lambda-extension/releases"
  type        = string
  default     = "Datadog-Extension-ARM:99"
}

variable "dd_node_layer" {
  description = "Name and version of the layer with Datadog's library, for lambda_runtime. Releases: https://github.com/DataDog/datadog-lambda-js/releases"
  type        = string
  default     = "Datadog-Node24-x:142"
}

variable "dsql_cluster_arn" {
  description = "ARN of an existing Aurora DSQL cluster, e.g. after a restore from a backup. Null: create one."
  type        = string
  default     = null

  validation {
    condition = var.dsql_cluster_arn == null || can(
      regex("^arn:aws[a-z-]*:dsql:[a-z0-9-]+:\\d{12}:cluster/[a-z0-9]+$", var.dsql_cluster_arn)
    )
    error_message = "dsql_cluster_arn must have the form arn:aws:dsql:<region>:<account>:cluster/<identifier>."
  }
}

variable "protected" {
  description = "Whether the database cluster is protected from deletion."
  type        = bool
  default     = false
}

variable "cloudwatch_logs" {
  description = "Whether the functions' logs also go to CloudWatch, which keeps them for 30 days."
  type        = bool
  default     = false
}

variable "public_event_versions" {
  description = "The versions in which public events are published: v1, v2 or v1,v2. Each costs one event on the bus per change."
  type        = string
  default     = "v1,v2"

  validation {
    condition     = contains(["v1", "v2", "v1,v2"], var.public_event_versions)
    error_message = "public_event_versions is \"${var.public_event_versions}\": set it to v1, v2, or v1,v2 for both."
  }
}

variable "database_pipelining" {
  description = "Whether functions send BEGIN and COMMIT together with other statements: auto, on or off. auto is off for Aurora DSQL."
  type        = string
  default     = "auto"

  validation {
    condition     = contains(["auto", "on", "off"], var.database_pipelining)
    error_message = "database_pipelining is \"${var.database_pipelining}\": set it to auto, on or off."
  }
}

variable "bundles" {
  description = "Folder with the zip files of the functions: <service>/<function>.zip."
  type        = string
  default     = "../../dist/infra-terraform/bundles"
}

variable "lambda_runtime" {
  description = "Runtime of the functions. The bundles are built for the default."
  type        = string
  default     = "nodejs24.x"
}
