/**
 * `T` with every field named, the optional ones too (their value may be `undefined`). What copies a `T` field by field
 * gives this type: a field that it leaves out does not compile.
 */
export type EveryField<T> = { [Field in keyof Required<T>]: T[Field] };
