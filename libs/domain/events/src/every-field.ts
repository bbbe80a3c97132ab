/**
 * `T` with no optional keys: each must be named, though its value may be `undefined`. A function that copies a `T` field by
 * field returns this type, so that a field it leaves out does not compile.
 */
export type EveryField<T> = { [Field in keyof Required<T>]: T[Field] };
