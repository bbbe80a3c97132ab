import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  type CompiledQuery,
} from 'kysely';
import { SCHEMA, type Schema } from './schema.js';

/** Builds statements. It has no connection. */
const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withSchema(SCHEMA);

/** Stands for a parameter while its statement is built. */
class Placeholder {
  constructor(readonly name: string) {}
}

const names = new Map<string, string>();

/** The name under which connections prepare a statement; `undefined` if it is not made by {@link prepared}. */
export const preparedName = (sql: string): string | undefined => names.get(sql);

/**
 * A statement that Kysely builds once, and that each connection prepares once: to build it for each call takes longer than to
 * execute it. `name` is the one that the database shows. `build` gets a placeholder for each parameter, and
 * names all columns that it selects.
 *
 * @example
 * const FIND = prepared('find product', (builder, parameter: ParameterOf<{ id: string }>) =>
 *   builder.selectFrom('products').select(['name', 'price']).where('id', '=', parameter('id')));
 * const { rows } = await kysely.executeQuery(FIND({ id: 'FLATWHITE' }));
 */
export const prepared = <Parameters extends object, Row>(
  name: string,
  build: (builder: Kysely<Schema>, parameter: ParameterOf<Parameters>) => Compilable<Row>,
): ((parameters: Parameters) => CompiledQuery<Row>) => {
  let compiled: CompiledQuery<Row> | undefined;
  const compile = (): CompiledQuery<Row> => {
    const placeholder = (parameter: string) => new Placeholder(parameter);
    const query = build(builder, placeholder as unknown as ParameterOf<Parameters>).compile();
    names.set(query.sql, name);
    return query;
  };
  return (values) => {
    compiled ??= compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Parameters] : parameter,
    );
    return { ...compiled, parameters };
  };
};

/** Returns the placeholder of a parameter, with the type of its values. */
export type ParameterOf<Parameters> = <Name extends keyof Parameters & string>(
  name: Name,
) => Parameters[Name];
