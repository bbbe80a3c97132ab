variable "name" {
  description = "The topic's name without service and environment, e.g. PricingChanged."
  type        = string
}

variable "environment_variable" {
  description = "The variable that tells a publisher the topic's ARN."
  type        = string
}

variable "alarms" {
  description = "Prefix of all names, and the ARN of the topic that all alarms notify."
  type = object({
    prefix    = string
    topic_arn = string
  })
}
