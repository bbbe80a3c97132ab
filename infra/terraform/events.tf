# Our own event bus, the bus that all services share, and the topics of our private events.

resource "aws_cloudwatch_event_bus" "own" {
  name = "${local.service}-bus-${var.env}"
}

resource "aws_ssm_parameter" "event_bus_name" {
  name  = "${local.own_parameters}/event-bus-name"
  type  = "String"
  value = aws_cloudwatch_event_bus.own.name
}

resource "aws_ssm_parameter" "event_bus_arn" {
  name  = "${local.own_parameters}/event-bus-arn"
  type  = "String"
  value = aws_cloudwatch_event_bus.own.arn
}

data "aws_ssm_parameter" "shared_event_bus_name" {
  count = local.integrated ? 1 : 0

  name = "${local.shared_parameters}/event-bus-name"
}

data "aws_ssm_parameter" "shared_event_bus_arn" {
  count = local.integrated ? 1 : 0

  name = "${local.shared_parameters}/event-bus-arn"
}

locals {
  own_bus = {
    name = aws_cloudwatch_event_bus.own.name
    arn  = aws_cloudwatch_event_bus.own.arn
  }
  # `insecure_value` is the value, which is no secret: plans show it.
  shared_bus_name = one(data.aws_ssm_parameter.shared_event_bus_name[*].insecure_value)
  shared_bus_arn  = one(data.aws_ssm_parameter.shared_event_bus_arn[*].insecure_value)

  # Public events go to the shared bus if there is one.
  public_bus_access = {
    environment = { EVENT_BUS_NAME = coalesce(local.shared_bus_name, local.own_bus.name) }
    permissions = [{
      actions   = ["events:PutEvents"]
      resources = [coalesce(local.shared_bus_arn, local.own_bus.arn)]
    }]
  }
}

# One topic for each private event.
module "topic" {
  source = "./modules/topic"
  for_each = {
    PricingChanged   = "PRICE_CALCULATED_TOPIC_ARN"
    StockUpdated     = "STOCK_LEVEL_UPDATED_TOPIC_ARN"
    ProductCreated   = "PRODUCT_CREATED_TOPIC_ARN"
    ProductUpdated   = "PRODUCT_UPDATED_TOPIC_ARN"
    ProductDeleted   = "PRODUCT_DELETED_TOPIC_ARN"
    ProductAnnounced = "PRODUCT_ANNOUNCED_TOPIC_ARN"
  }

  name                 = each.key
  environment_variable = each.value

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

locals {
  # The events that the outbox relays. Each has a public counterpart.
  product_topics = ["ProductCreated", "ProductUpdated", "ProductDeleted", "ProductAnnounced"]
}
