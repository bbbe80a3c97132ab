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
    condition     = alltrue([for route in keys(var.routes) : can(regex("^(GET|HEAD|POST|PUT|DELETE) /", route))])
    error_message = "The key of a route is its method and its path, e.g. \"GET /product\"."
  }
}

variable "alarms" {
  description = "Prefix of all alarm names, and the ARN of the topic that all alarms notify."
  type = object({
    prefix    = string
    topic_arn = string
  })
}
