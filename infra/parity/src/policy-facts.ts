import { isObject } from '@product-service/cloud-formation';

/** A statement of an IAM policy document, one line for each action, resource and principal. */
export const policyFacts = (document: unknown): readonly string[] => {
  if (!isObject(document)) throw new Error(`Not a policy document: ${JSON.stringify(document)}`);
  return list(document['Statement']).flatMap((statement) => statementFacts(statement));
};

const statementFacts = (statement: unknown): readonly string[] => {
  if (!isObject(statement)) throw new Error(`Not a statement: ${JSON.stringify(statement)}`);
  const { Effect, Action, Resource, Principal, Condition, Sid: _sid, ...unknown } = statement;
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new Error(`A policy statement has an unknown element: ${name}`);
  const who = Principal === undefined ? [''] : principals(Principal).map((principal) => ` for ${principal}`);
  const what = Resource === undefined ? [''] : list(Resource).map((resource) => ` on ${resource}`);
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(sorted(Condition))}`;
  return list(Action).flatMap((action) =>
    what.flatMap((on) =>
      who.map((principal) => `${String(Effect).toLowerCase()} ${action}${on}${principal}${condition}`),
    ),
  );
};

/** `*` and `{"AWS": "*"}` are both everybody. */
const principals = (principal: unknown): readonly string[] =>
  isObject(principal)
    ? Object.entries(principal).flatMap(([kind, names]) =>
        list(names).map((name) => (kind === 'AWS' && name === '*' ? '*' : `${kind} ${name}`)),
      )
    : [String(principal)];

/** A single element may stand without a list. */
const list = (value: unknown): readonly unknown[] => [value].flat();

/** The same value with the keys of every object in order. */
export const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
};
