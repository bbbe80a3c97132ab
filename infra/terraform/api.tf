# The REST API and its functions. Everyone may read. Writing needs a token, which the functions verify.

locals {
  admin_writer_access = [local.database_access, local.jwt_secret_access, local.outbox_access]
}

module "create_product" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "CreateProduct"
  bundle   = "product-api/create-product"
  access   = local.admin_writer_access
}

module "list_products" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "ListProducts"
  bundle   = "product-api/list-products"
  access   = [local.database_access]
}

module "update_product" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "UpdateProduct"
  bundle   = "product-api/update-product"
  access   = local.admin_writer_access
}

module "get_product" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "GetProduct"
  bundle   = "product-api/get-product"
  access   = [local.database_access]
}

module "patch_product" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "PatchProduct"
  bundle   = "product-api/patch-product"
  access   = local.admin_writer_access
}

module "delete_product" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "DeleteProduct"
  bundle   = "product-api/delete-product"
  access   = local.admin_writer_access
}

module "write_product_batch" {
  source = "./modules/function"

  settings = local.function_settings
  name     = "WriteProductBatch"
  bundle   = "product-api/write-product-batch"
  access   = local.admin_writer_access
}

module "rest_api" {
  source = "./modules/rest-api"

  name = local.name
  routes = {
    "POST /product" = module.create_product
    "GET /product"  = module.list_products
    # API Gateway omits the body.
    "HEAD /product"               = module.list_products
    "PUT /product"                = module.update_product
    "GET /product/{productId}"    = module.get_product
    "HEAD /product/{productId}"   = module.get_product
    "PATCH /product/{productId}"  = module.patch_product
    "DELETE /product/{productId}" = module.delete_product
    "POST /product/batch"         = module.write_product_batch
  }

  name_prefix     = local.name
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

resource "aws_ssm_parameter" "api_endpoint" {
  name  = "${local.own_parameters}/api-endpoint"
  type  = "String"
  value = module.rest_api.endpoint
}
