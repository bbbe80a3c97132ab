variable "name" {
  description = "The topic's name without service and environment, e.g. PricingChanged."
  type        = string
}

variable "environment_variable" {
  description = "The variable that tells a publisher the topic's ARN."
  type        = string
}

variable "name_prefix" {
  description = "Prefix of all names: service and environment."
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the topic that all alarms notify."
  type        = string
}
