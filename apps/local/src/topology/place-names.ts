import { type Account, parseArn } from '../core/account.js';
import { shortName } from '../core/short-names.js';
import type { Created } from '../service-model/resource-type.js';

/** Gives the resource with this ARN a name for people. */
export type NameOf = (arn: string) => string;

/** A resource of the template. Its ARN is its `Ref`, or one of its attributes. */
interface Named {
  readonly logicalId: string;
  readonly name: string;
}

/** A name that the local cloud has generated from the logical id, because the template has none. */
const GENERATED = /-[0-9A-F]{12}(\.fifo)?$/;
const CDK_HASH = /[0-9A-F]{8}$/;

/**
 * Names of resources: the one that the template gives, or else the logical id. CDK begins a logical id with the constructs around
 * the resource. These are found by comparing the logical ids of functions with their names, and left out.
 * @param created by logical id.
 */
export const placeNames = (created: ReadonlyMap<string, Created>, { stackName }: Account): NameOf => {
  const known = new Map<string, Named>();
  for (const [logicalId, { ref, attributes = {} }] of created) {
    for (const arn of [ref, attributes['Arn']]) {
      if (typeof arn !== 'string' || !arn.startsWith('arn:')) continue;
      known.set(arn, { logicalId: logicalId.replace(CDK_HASH, ''), name: lastPart(arn) });
    }
  }
  const scopes = [...known].flatMap(([arn, { logicalId, name }]) => {
    const end = logicalId.indexOf(shortName(name, stackName));
    return parseArn(arn).service === 'lambda' && end > 0 ? [logicalId.slice(0, end)] : [];
  });
  const withoutScope = (logicalId: string): string => {
    const around = scopes.filter((scope) => logicalId.startsWith(scope) && logicalId !== scope);
    const [shortest = ''] = around.sort((a, b) => a.length - b.length);
    return logicalId.slice(shortest.length);
  };
  return (arn) => {
    const { logicalId, name } = known.get(arn) ?? { logicalId: undefined, name: lastPart(arn) };
    const found =
      logicalId !== undefined && GENERATED.test(name) ? withoutScope(logicalId) : shortName(name, stackName);
    // SAM templates and many others end a topic's logical id with its kind.
    return parseArn(arn).service === 'sns' ? found.replace(/(?<=.)Topic$/, '') : found;
  };
};

/** `name` of `function:name`, `event-bus/name`, `rule/bus/name`, `name`. */
const lastPart = (arn: string): string => parseArn(arn).resource.split(/[:/]/).at(-1) ?? arn;
