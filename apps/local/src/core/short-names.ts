/** The hash that CDK adds to a logical id, and the end of a generated name. Generated names are cut at their maximum length. */
const GENERATED_END = /([0-9A-F]{8})?-[0-9A-F]{12}(?=\.fifo|\s|$)/g;

/** A text in which generated names have neither the stack's name at the start nor the hash at the end. */
export const withShortNames = (text: string, stackName: string): string =>
  text.replaceAll(`${stackName}-`, '').replace(GENERATED_END, '');

/** The same, and names of functions without service and environment: `CreateProduct` for `ProductService-CreateProduct-dev`. */
export const withShortestNames = (text: string, stackName: string): string => {
  const [, service, env] = /^(.+)-([^-]+)$/.exec(stackName) ?? [];
  const short = withShortNames(text, stackName);
  return service ? short.replace(new RegExp(`\\b${service}-(\\w+)-${env}\\b`, 'g'), '$1') : short;
};

/**
 * A name for people: without the stack's name, also where it is around the name, as in `ProductService-CreateProduct-dev` of the
 * stack `ProductService-dev`, and without `.fifo`.
 */
export const shortName = (name: string, stackName: string): string => {
  const [, service = stackName, env = ''] = /^(.+)-([^-]+)$/.exec(stackName) ?? [];
  const short = withShortNames(name, stackName).replace(/\.fifo$/, '');
  const inner = short.startsWith(`${service}-`) ? short.slice(service.length + 1) : short;
  return (env && inner.endsWith(`-${env}`) ? inner.slice(0, -env.length - 1) : inner) || name;
};
