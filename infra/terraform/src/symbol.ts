/**
 * Symbolic values for what only AWS knows, e.g. the ARN of a queue: with them, the evaluated configuration still shows which
 * resource refers to which. They consist of characters that the provider accepts in names.
 */
export interface TerraformSymbol {
  /** Index of the resource's address in the list of all addresses. */
  readonly index: number;
  readonly attribute: string;
}

/** Accounts and regions of real ARNs and of symbolic ones must not be mixed up. */
export const ACCOUNT = '000000000000';
export const REGION = 'xx-symbolic-1';
export const PARTITION = 'aws-symbolic';
export const URL_SUFFIX = 'symbolic.example';
export const API_KEY = 'symbolic-datadog-api-key';
const SYMBOLIC_ACCOUNT = '888888888888';

const name = ({ index, attribute }: TerraformSymbol): string => `Symbol.${index}.${attribute}.End`;

/** A name, id or URL. */
export const symbolicName = (symbol: TerraformSymbol): string => name(symbol);

/** Services whose ARNs have a part before the name. */
const RESOURCE_KINDS: Readonly<Record<string, string>> = { lambda: 'function:', dsql: 'cluster/' };

/** An ARN, because the provider checks the form of ARNs, and the configuration may split one. */
export const symbolicArn = (service: string, symbol: TerraformSymbol): string =>
  `arn:${PARTITION}:${service}:${REGION}:${SYMBOLIC_ACCOUNT}:${RESOURCE_KINDS[service] ?? ''}${name(symbol)}`;

const SYMBOL = new RegExp(
  `(arn:${PARTITION}:[a-z-]+:${REGION}:${SYMBOLIC_ACCOUNT}:(?:function:|cluster/)?)?Symbol\\.(\\d+)\\.([a-z_]+)\\.End`,
  'g',
);

/** Replaces symbols, and the names of this account, by references such as `${module.api.aws_sqs_queue.this.arn}`. */
export const withReferences = (text: string, addresses: readonly string[]): string =>
  text
    .replace(SYMBOL, (_, arn: string | undefined, index: string, attribute: string) => {
      // The identifier of a cluster is the end of its ARN.
      const isIdentifier = attribute === 'arn' && arn === undefined;
      return `\${${addresses[Number(index)]}.${isIdentifier ? 'identifier' : attribute}}`;
    })
    .replaceAll(API_KEY, '${datadog_api_key}')
    .replaceAll(ACCOUNT, '${account}')
    .replaceAll(REGION, '${region}')
    .replaceAll(PARTITION, '${partition}')
    .replaceAll(URL_SUFFIX, '${url_suffix}');
