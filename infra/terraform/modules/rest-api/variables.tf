variable "name" {
  description = "Name of the API."
  type        = string
}

variable "routes" {
  description = "The function that answers each route, e.g. \"GET /product\"."
  type = map(object({
    function_name = string
    invoke_arn    = string
  }))

  validation {
    condition     = alltrue([for route in keys(var.routes) : can(regex("^(GET|HEAD|POST|PUT|PATCH|DELETE) /", route))])
    error_message = "The key of a route is its method and its path, e.g. \"GET /product\"."
  }
}

variable "name_prefix" {
  description = "Prefix of all names: service and environment."
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the topic that all alarms notify."
  type        = string
}
