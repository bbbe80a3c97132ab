locals {
  # Span tags that contain a caller's token in captured payloads. The extension matches tags by exact name: clients send the
  # header in either case, and each value of a list has its own tag.
  token_tags = flatten([
    for header in ["Authorization", "authorization"] : [
      "function.request.headers.${header}",
      "function.request.multiValueHeaders.${header}",
      "function.request.multiValueHeaders.${header}.0",
    ]
  ])

  masked_tags = concat(
    [for tag in local.token_tags : { name = tag, pattern = "(?s).*", repl = "****" }],
    # A token in any other tag, e.g. of a header in capital letters.
    [{ name = "*", pattern = "(?i)bearer\\s+\\S+", repl = "****" }],
    # A JWT without its scheme, e.g. in a cookie or a query: its first part is a JSON object in Base64.
    [{ name = "*", pattern = "eyJ[\\w-]+(\\.[\\w-]*){1,4}", repl = "****" }],
  )

  datadog_variables = {
    DD_API_KEY_SECRET_ARN = var.settings.datadog.api_key_secret_arn
    # Seconds. Running functions read a new key after at most this time; without it, only new instances would.
    DD_API_KEY_SECRET_RELOAD_INTERVAL = "3600"
    DD_SITE                           = var.settings.datadog.site

    DD_ENV            = var.settings.env
    DD_SERVICE        = var.settings.service
    DD_VERSION        = var.settings.version
    DD_LAMBDA_HANDLER = "index.handler"

    DD_TRACE_ENABLED          = "true"
    DD_COLD_START_TRACING     = "true"
    DD_MERGE_XRAY_TRACES      = "false"
    DD_CAPTURE_LAMBDA_PAYLOAD = tostring(var.capture_payload)
    DD_APM_REPLACE_TAGS       = jsonencode(local.masked_tags)
    DD_DATA_STREAMS_ENABLED   = "true"
    # The plugin would replace the context in our events, and count every event twice.
    DD_TRACE_AWS_SDK_EVENTBRIDGE_ENABLED = "false"

    DD_SERVERLESS_LOGS_ENABLED = "true"
    DD_LOGS_INJECTION          = "false"
    DD_FLUSH_TO_LOG            = "false"
    # Lambda's own metrics contain the same information.
    DD_RUNTIME_METRICS_ENABLED = "false"
  }

  # Otherwise a batch would become the child of its first message, and one trace would span all services. Our spans link to
  # the producers' spans instead.
  datadog_consumer_variables = {
    DD_TRACE_PROPAGATION_STYLE_EXTRACT    = "none"
    DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT = "ignore"
  }
}
