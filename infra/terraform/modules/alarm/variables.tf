variable "name" {
  description = "Rest of the alarm's name, e.g. CreateProduct-Errors."
  type        = string
}

variable "runbook" {
  description = "Section of docs/runbook.md that tells the operator what to do, e.g. function-errors."
  type        = string
}

variable "metric" {
  description = "The metric, and how CloudWatch aggregates it. The period is in minutes."
  type = object({
    namespace  = string
    name       = string
    dimensions = map(string)
    statistic  = optional(string, "Sum")
    minutes    = optional(number, 5)
  })
}

variable "threshold" {
  description = "The alarm fires at this value or above."
  type        = number
  default     = 1
}

variable "periods" {
  description = "How many of the last periods must reach the threshold."
  type = object({
    reached = number
    of      = number
  })
  default = {
    reached = 1
    of      = 1
  }
}

variable "missing_data" {
  description = "What a period without data means: notBreaching or breaching."
  type        = string
  default     = "notBreaching"
}

variable "name_prefix" {
  description = "Prefix of all names: service and environment."
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the topic that all alarms notify."
  type        = string
}
