variable "name" {
  description = "Full name of the schedule. EventBridge Scheduler allows 64 characters."
  type        = string
}

variable "expression" {
  description = "When it runs, e.g. rate(5 minutes)."
  type        = string
}

variable "target_arn" {
  description = "ARN of the queue or function that receives the input."
  type        = string
}

variable "action" {
  description = "What the schedule may do with the target: sqs:SendMessage or lambda:InvokeFunction."
  type        = string
}

variable "input" {
  description = "JSON text that the target receives."
  type        = string
  default     = "{}"
}

variable "message_group_id" {
  description = "Message group, if the target is a FIFO queue."
  type        = string
  default     = null
}
