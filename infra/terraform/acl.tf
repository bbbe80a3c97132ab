# ProductAcl, the anti-corruption layer: translates public events of other services into our private ones.
#
# The modules refer to each other: the queue's policy names the rule, and the rule's target is the queue. Terraform orders
# their resources. With for_each it would find a cycle, because a reference to one instance waits for the whole module.

module "translate_pricing_calculated" {
  source = "./modules/function"

  settings     = local.function_settings
  name         = "TranslatePricingCalculated"
  bundle       = "product-acl/translate-pricing-calculated"
  event_source = module.translate_pricing_calculated_queue.event_source
  access = [
    module.translate_pricing_calculated_queue.consumer_access,
    module.topic["PricingChanged"].publisher_access,
  ]
}

module "translate_pricing_calculated_queue" {
  source = "./modules/queue"

  name                 = "TranslatePricingCalculatedQueue"
  consumer_timeout     = module.translate_pricing_calculated.timeout
  rule_arns            = [module.translate_pricing_calculated_subscription.rule_arn]
  forwarding_rule_arns = module.translate_pricing_calculated_subscription.forwarding_rule_arns

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

module "translate_pricing_calculated_subscription" {
  source = "./modules/bus-subscription"

  name             = "TranslatePricingCalculated"
  event_source     = "${var.env}.pricing"
  event_type       = "pricing.pricingCalculated.v1"
  bus              = local.own_bus
  shared_bus_name  = local.shared_bus_name
  queue_arn        = module.translate_pricing_calculated_queue.arn
  dead_letters_arn = module.translate_pricing_calculated_queue.dead_letters_arn

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

module "translate_stock_updated" {
  source = "./modules/function"

  settings     = local.function_settings
  name         = "TranslateStockUpdated"
  bundle       = "product-acl/translate-stock-updated"
  event_source = module.translate_stock_updated_queue.event_source
  access = [
    module.translate_stock_updated_queue.consumer_access,
    module.topic["StockUpdated"].publisher_access,
  ]
}

module "translate_stock_updated_queue" {
  source = "./modules/queue"

  name                 = "TranslateStockUpdatedQueue"
  consumer_timeout     = module.translate_stock_updated.timeout
  rule_arns            = [module.translate_stock_updated_subscription.rule_arn]
  forwarding_rule_arns = module.translate_stock_updated_subscription.forwarding_rule_arns

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

module "translate_stock_updated_subscription" {
  source = "./modules/bus-subscription"

  name             = "TranslateStockUpdated"
  event_source     = "${var.env}.inventory"
  event_type       = "inventory.stockUpdated.v1"
  bus              = local.own_bus
  shared_bus_name  = local.shared_bus_name
  queue_arn        = module.translate_stock_updated_queue.arn
  dead_letters_arn = module.translate_stock_updated_queue.dead_letters_arn

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}
