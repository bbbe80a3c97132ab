import type { Method } from './method.js';

/** A node in the API's tree of paths. */
interface Node {
  readonly id: string;
  /** Path in the template, e.g. `/product/{productId}`. */
  readonly path: string;
  readonly children: Map<string, Node>;
  readonly methods: Map<string, Method>;
}

/** A method of a path. */
export interface Route {
  /** `ANY` for all methods. */
  readonly httpMethod: string;
  /** E.g. `/product/{productId}`. */
  readonly path: string;
  readonly method: Method;
}

/** The route of a request. */
export interface Match {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly method: Method;
  /** Percent-encoded, as in the request. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The resources of a REST API, and their methods. */
export interface Routes {
  addRoot(id: string): void;
  addResource(id: string, parentId: string, pathPart: string): void;
  addMethod(resourceId: string, httpMethod: string, method: Method): void;
  /** Methods with their paths in the template. */
  all(): readonly Route[];
  /** Fixed path parts come before `{parameters}`, and these before `{greedy+}` ones. */
  match(httpMethod: string, path: string): Match | undefined;
}

export const routes = (): Routes => {
  const nodes = new Map<string, Node>();
  let root: Node | undefined;
  const add = (id: string, path: string): Node => {
    const node = { id, path, children: new Map<string, Node>(), methods: new Map<string, Method>() };
    nodes.set(id, node);
    return node;
  };
  const nodeOf = (id: string): Node => {
    const node = nodes.get(id);
    if (!node) throw new Error(`${id} is not a resource of this API`);
    return node;
  };
  return {
    addRoot: (id) => void (root = add(id, '/')),
    addResource(id, parentId, pathPart) {
      const parent = nodeOf(parentId);
      parent.children.set(pathPart, add(id, `${parent.path === '/' ? '' : parent.path}/${pathPart}`));
    },
    addMethod: (resourceId, httpMethod, method) => void nodeOf(resourceId).methods.set(httpMethod, method),
    all: () =>
      [...nodes.values()].flatMap(({ path, methods }) =>
        [...methods].map(([httpMethod, method]) => ({ httpMethod, path, method })),
      ),
    match(httpMethod, path) {
      const parts = path.split('/').slice(1);
      // API Gateway treats /product/ like /product.
      if (parts.at(-1) === '') parts.pop();
      const found = root && find(root, parts, {});
      if (!found) return undefined;
      const { node, pathParameters } = found;
      const method = node.methods.get(httpMethod) ?? node.methods.get('ANY');
      return method && { resourceId: node.id, resourcePath: node.path, method, pathParameters };
    },
  };
};

interface Found {
  readonly node: Node;
  readonly pathParameters: Match['pathParameters'];
}

/** The resource is chosen by the path alone: one that lacks the method is not replaced by a less specific one. */
const find = (
  node: Node,
  [part, ...rest]: readonly string[],
  pathParameters: Match['pathParameters'],
): Found | undefined => {
  if (part === undefined) return node.methods.size > 0 ? { node, pathParameters } : undefined;
  const fixed = node.children.get(part);
  const found = fixed && !isParameter(part) && find(fixed, rest, pathParameters);
  if (found || part === '') return found || undefined;
  for (const [pathPart, child] of [...node.children].filter(([it]) => isParameter(it)).sort(byGreed)) {
    const name = pathPart.slice(1, -1);
    const match = isGreedy(pathPart)
      ? find(child, [], { ...pathParameters, [name.slice(0, -1)]: [part, ...rest].join('/') })
      : find(child, rest, { ...pathParameters, [name]: part });
    if (match) return match;
  }
  return undefined;
};

const isParameter = (pathPart: string): boolean => pathPart.startsWith('{') && pathPart.endsWith('}');
const isGreedy = (pathPart: string): boolean => pathPart.endsWith('+}');
const byGreed = ([a]: readonly [string, Node], [b]: readonly [string, Node]): number =>
  Number(isGreedy(a)) - Number(isGreedy(b));
