# Handlers of the facts that other services report about products.

module "handle_pricing_changed" {
  source = "./modules/function"

  settings     = local.function_settings
  name         = "HandlePricingChanged"
  bundle       = "product-api/handle-pricing-changed"
  event_source = module.pricing_changed_queue.event_source
  access = [
    module.pricing_changed_queue.consumer_access,
    local.database_access,
  ]
}

module "pricing_changed_queue" {
  source = "./modules/queue"

  name             = "PricingChangedQueue"
  consumer_timeout = module.handle_pricing_changed.timeout
  topic_arns       = { PricingChanged = module.topic["PricingChanged"].arn }

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

module "handle_stock_updated" {
  source = "./modules/function"

  settings     = local.function_settings
  name         = "HandleStockUpdated"
  bundle       = "product-api/handle-stock-updated"
  event_source = module.stock_updated_queue.event_source
  access = [
    module.stock_updated_queue.consumer_access,
    local.database_access,
  ]
}

module "stock_updated_queue" {
  source = "./modules/queue"

  name             = "StockUpdatedQueue"
  consumer_timeout = module.handle_stock_updated.timeout
  topic_arns       = { StockUpdated = module.topic["StockUpdated"].arn }

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}
