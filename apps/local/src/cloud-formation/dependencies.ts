import { isObject } from '../core/json.js';

/** The names that a value of the template refers to with `Ref`, `Fn::GetAtt` and `Fn::Sub`. */
export const referencesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref' && typeof argument === 'string') return [argument];
    if (key === 'Fn::GetAtt') {
      return [String(typeof argument === 'string' ? argument.split('.')[0] : (argument as unknown[])[0])];
    }
    if (key === 'Fn::Sub') {
      const [template, variables] = Array.isArray(argument) ? argument : [argument];
      const names = [...String(template).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name);
      return [...names.map((name) => name.split('.')[0] ?? ''), ...referencesIn(variables)];
    }
    return referencesIn(argument);
  });
};

/**
 * Sorts names so that each comes after its dependencies. Otherwise the order stays.
 * @throws Error naming the circle, if there is one
 */
export const inDependencyOrder = (dependencies: ReadonlyMap<string, readonly string[]>): string[] => {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name)) return;
    if (path.includes(name)) throw new Error(`Circular dependency: ${[...path, name].join(' → ')}`);
    for (const other of dependencies.get(name) ?? []) {
      if (dependencies.has(other)) visit(other, [...path, name]);
    }
    ordered.add(name);
  };
  for (const name of dependencies.keys()) visit(name, []);
  return [...ordered];
};
