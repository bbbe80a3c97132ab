# A sender that gets an ARN from here may send at once: the policies exist by then.

output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
  depends_on  = [aws_sqs_queue_policy.this]
}

output "dead_letters_arn" {
  description = "ARN of the dead-letter queue."
  value       = aws_sqs_queue.dead_letters.arn
  depends_on  = [aws_sqs_queue_policy.dead_letters]
}

output "operated" {
  description = "What operators need to look after the queue and its dead letters."
  value = {
    name             = var.name
    url              = aws_sqs_queue.this.url
    arn              = aws_sqs_queue.this.arn
    dead_letters_arn = aws_sqs_queue.dead_letters.arn
  }
}

output "event_source" {
  description = "How a function consumes the queue."
  value = {
    queue_arn           = aws_sqs_queue.this.arn
    maximum_concurrency = local.maximum_concurrency
  }
}

output "consumer_access" {
  description = "What the consumer needs to delay a message and to give it up."
  value = {
    environment = {
      QUEUE_URL             = aws_sqs_queue.this.url
      DEAD_LETTER_QUEUE_URL = aws_sqs_queue.dead_letters.url
    }
    permissions = [{
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.dead_letters.arn]
    }]
  }
}
