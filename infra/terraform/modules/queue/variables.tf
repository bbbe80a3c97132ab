variable "name" {
  description = "The queue's name without service and environment, e.g. PricingChangedQueue."
  type        = string
}

variable "consumer_timeout" {
  description = "Timeout of the function that consumes the queue, in seconds."
  type        = number
}

variable "topic_arns" {
  description = "The SNS topics to which the queue is subscribed, by name."
  type        = map(string)
  default     = {}
}

variable "rule_arns" {
  description = "The EventBridge rules that send events to the queue."
  type        = list(string)
  default     = []
}

variable "forwarding_rule_arns" {
  description = "The EventBridge rules that send events elsewhere, and to the dead-letter queue those that cannot be delivered."
  type        = list(string)
  default     = []
}

variable "name_prefix" {
  description = "Prefix of all names: service and environment."
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the topic that all alarms notify."
  type        = string
}
