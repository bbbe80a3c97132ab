# ProductEventPublisher: publishes the public events of each private one.

module "publish_public_events" {
  source = "./modules/function"

  settings     = local.function_settings
  name         = "PublishPublicEvents"
  bundle       = "product-event-publisher/publish-public-events"
  event_source = module.public_events_queue.event_source
  access = [
    module.public_events_queue.consumer_access,
    local.public_bus_access,
    { environment = { PUBLIC_EVENT_VERSIONS = var.public_event_versions }, permissions = [] },
  ]
}

module "public_events_queue" {
  source = "./modules/queue"

  name             = "PublicEventsQueue"
  consumer_timeout = module.publish_public_events.timeout
  topic_arns       = { for topic in local.product_topics : topic => module.topic[topic].arn }

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}
