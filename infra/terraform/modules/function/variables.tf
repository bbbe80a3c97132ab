variable "settings" {
  description = "What all functions of the deployment have in common."
  type = object({
    service         = string
    name_prefix     = string
    alarm_topic_arn = string
    env             = string
    version         = string
    runtime         = string
    bundles         = string
    cloudwatch_logs = bool
    datadog = object({
      site               = string
      api_key_secret_arn = string
      layers             = list(string)
    })
  })
}

variable "name" {
  description = "The function's name without service and environment, e.g. CreateProduct."
  type        = string
}

variable "bundle" {
  description = "The function's code: the path of its zip file inside the folder of the bundles, without the ending."
  type        = string
}

variable "timeout" {
  description = "Seconds after which Lambda stops a run. The default is the limit of API Gateway."
  type        = number
  default     = 29
}

variable "access" {
  description = <<-EOT
    The resources that the function uses. For each: the variables that name it, the permissions that it needs, and, if the
    resource must be prepared before the function runs, an attribute of the resource that prepares it.
  EOT
  type = list(object({
    environment = map(string)
    permissions = list(object({
      actions   = list(string)
      resources = list(string)
    }))
    prepared_by = optional(string)
  }))
  default = []
}

variable "event_source" {
  description = "The queue that triggers the function. Null: none."
  type = object({
    queue_arn           = string
    maximum_concurrency = optional(number)
  })
  default = null
}

variable "allow_recursion" {
  description = "Whether runs of the function may trigger each other without end. Otherwise Lambda stops such a loop after 16."
  type        = bool
  default     = false
}

variable "capture_payload" {
  description = "Whether traces contain the function's requests and responses."
  type        = bool
  default     = true
}

variable "errors" {
  description = "What the function's errors mean: the alarm's section of the runbook and its settings. Null: neither errors nor throttles alarm."
  type = object({
    runbook      = string
    reached      = number
    of           = number
    missing_data = optional(string, "notBreaching")
  })
  # A single crash needs no operator: the queue or the client retries.
  default = {
    runbook = "function-errors"
    reached = 2
    of      = 3
  }
}
