locals {
  stage = "api"

  routes = {
    for route, function in var.routes : route => {
      method   = split(" ", route)[0]
      path     = split(" ", route)[1]
      function = function
    }
  }

  openapi = {
    openapi = "3.0.1"
    info    = { title = var.name, version = "1.0" }

    paths = {
      for path in distinct(values(local.routes)[*].path) : path => merge(
        {
          for route in values(local.routes) : lower(route.method) => {
            responses = {}
            x-amazon-apigateway-integration = {
              type       = "aws_proxy"
              httpMethod = "POST"
              uri        = route.function.invoke_arn
            }
          } if route.path == path
        },
        { options = local.preflight },
      )
    }

    # API Gateway's own responses (unknown route, throttled, function failed), in the format of our errors.
    x-amazon-apigateway-gateway-responses = {
      DEFAULT_4XX = local.error
      DEFAULT_5XX = local.error
      # API Gateway's response type for an unknown path or method.
      MISSING_AUTHENTICATION_TOKEN = {
        statusCode         = "404"
        responseParameters = local.error.responseParameters
        responseTemplates = {
          "application/json" = format(
            "{\"data\":\"Not found\",\"message\":%[1]s,\"errors\":[{\"path\":\"\",\"code\":\"gateway/not-found\",\"message\":%[1]s}]}",
            jsonencode("Nothing is at this address, or not by this method."),
          )
        }
      }
      # Lambda throttled the function, or the function failed. API Gateway's own answers, 500 and 502, would say that there is a bug.
      INTEGRATION_FAILURE = {
        statusCode         = "503"
        responseParameters = merge(local.error.responseParameters, { "gatewayresponse.header.Retry-After" = "'1'" })
        responseTemplates = {
          "application/json" = format(
            "{\"data\":\"Service unavailable\",\"message\":%[1]s,\"errors\":[{\"path\":\"\",\"code\":\"gateway/INTEGRATION_FAILURE\",\"message\":%[1]s}]}",
            jsonencode("The service is busy, or a function has failed. A write may have happened or not. Try again, a write with the same Idempotency-Key."),
          )
        }
      }
    }
  }

  # API Gateway answers OPTIONS itself.
  preflight = {
    responses = {
      "200" = {
        description = "What a browser may send to this path."
        headers     = { for name in keys(local.preflight_headers) : name => { schema = { type = "string" } } }
      }
    }
    x-amazon-apigateway-integration = {
      type             = "mock"
      requestTemplates = { "application/json" = jsonencode({ statusCode = 200 }) }
      responses = {
        default = {
          statusCode = "200"
          responseParameters = {
            for name, value in local.preflight_headers : "method.response.header.${name}" => "'${value}'"
          }
          responseTemplates = { "application/json" = jsonencode({}) }
        }
      }
    }
  }

  error = {
    responseParameters = {
      for name, value in local.cors_headers : "gatewayresponse.header.${name}" => "'${value}'"
    }
    # `messageString` is already quoted and escaped.
    responseTemplates = {
      "application/json" = format(
        "{\"data\":\"$context.error.responseType\",\"message\":%[1]s,\"errors\":[{\"path\":\"\",\"code\":\"gateway/$context.error.responseType\",\"message\":%[1]s}]}",
        "$context.error.messageString",
      )
    }
  }

  allow_headers = {
    Access-Control-Allow-Origin = "*"
    # The API's own headers, and those of browser tracing (W3C and Datadog RUM). `*` does not cover Authorization.
    Access-Control-Allow-Headers = join(",", [
      "Authorization",
      "Content-Type",
      "If-Match",
      "If-None-Match",
      "Idempotency-Key",
      "traceparent",
      "tracestate",
      "baggage",
      "x-datadog-trace-id",
      "x-datadog-parent-id",
      "x-datadog-origin",
      "x-datadog-sampling-priority",
    ])
    Access-Control-Allow-Methods = "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS"
  }

  # The functions answer with the same headers.
  cors_headers = merge(local.allow_headers, {
    Access-Control-Expose-Headers = "Retry-After,Location,ETag,Link,X-Result-Truncated"
  })

  # Browsers cache the preflight for two hours, the longest that they allow.
  preflight_headers = merge(local.allow_headers, {
    Access-Control-Max-Age = "7200"
  })
}
