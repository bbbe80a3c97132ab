# Executes the commands of operators. Nothing invokes it but principals that IAM allows to.

module "operate" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "Operate"
  bundle   = "product-api/operate"
  access   = [local.database_access, local.outbox_access, local.operator_access]
  # The operator who invokes it sees its errors.
  errors = null
}

locals {
  # Add new queues here.
  operated_queues = [
    module.pricing_changed_queue.operated,
    module.public_events_queue.operated,
    module.stock_updated_queue.operated,
    module.translate_pricing_calculated_queue.operated,
    module.translate_stock_updated_queue.operated,
  ]

  operator_access = {
    # SQS knows the dead-letter queue of each.
    environment = {
      QUEUES = jsonencode(merge(
        { OutboxQueue = aws_sqs_queue.outbox.url },
        { for queue in local.operated_queues : queue.name => queue.url },
      ))
    }
    permissions = [
      {
        actions = ["sqs:GetQueueAttributes", "sqs:PurgeQueue"]
        resources = concat(
          [aws_sqs_queue.outbox.arn],
          local.operated_queues[*].arn,
          local.operated_queues[*].dead_letters_arn,
        )
      },
      {
        # A redrive sends to the queue with this permission.
        actions   = ["sqs:SendMessage"]
        resources = local.operated_queues[*].arn
      },
      {
        actions = [
          "sqs:ReceiveMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:StartMessageMoveTask",
          "sqs:ListMessageMoveTasks",
        ]
        resources = local.operated_queues[*].dead_letters_arn
      },
    ]
  }
}
