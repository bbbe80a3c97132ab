variable "name" {
  description = "The subscription's name without service and environment, e.g. TranslateStockUpdated."
  type        = string
}

variable "event_source" {
  description = "Source of the events, e.g. dev.inventory."
  type        = string
}

variable "event_type" {
  description = "Detail type of the events, e.g. inventory.stockUpdated.v1."
  type        = string
}

variable "bus" {
  description = "The service's own bus."
  type = object({
    name = string
    arn  = string
  })
}

variable "shared_bus_name" {
  description = "Name of the bus that all services share. Null: there is none."
  type        = string
}

variable "queue_arn" {
  description = "ARN of the queue that receives the events."
  type        = string
}

variable "dead_letters_arn" {
  description = "ARN of the queue that receives the events that could not be delivered."
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
