/**
 * Small decoders for JSON from outside: each checks the shape and says where it is wrong. This folder is the only place
 * where an unknown value gets a type.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

export class DecodeError extends Error {
  constructor(path: string, wanted: string, found: unknown) {
    super(`${path} should be ${wanted}, but is ${describe(found)}`);
    this.name = 'DecodeError';
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== 'string') throw new DecodeError(path, 'text', value);
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== 'number') throw new DecodeError(path, 'a number', value);
  return value;
};

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new DecodeError(path, 'true or false', value);
  return value;
};

/** A time as people write it, with its zone; here in milliseconds. */
export const time: Decoder<number> = (value, path) => {
  const millis = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(millis)) throw new DecodeError(path, 'a time', value);
  return millis;
};

export const anything: Decoder<unknown> = (value) => value;

/** Absent counts as null: an older server may not know the member yet. */
export function nullable<T>(inner: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : inner(value, path));
}

export function list<T>(inner: Decoder<T>): Decoder<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new DecodeError(path, 'a list', value);
    return value.map((item, index) => inner(item, `${path}[${index}]`));
  };
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Decoder<T> {
  return (value, path) => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new DecodeError(path, `one of ${allowed.join(', ')}`, value);
    return found;
  };
}

export function record<T>(inner: Decoder<T>): Decoder<Record<string, T>> {
  return (value, path) => {
    if (!isRecord(value)) throw new DecodeError(path, 'an object', value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each, `${path}.${key}`)]));
  };
}

export type Shape<T> = { readonly [K in keyof T]-?: Decoder<T[K]> };

export function object<T extends object>(shape: Shape<T>): Decoder<T> {
  return (value, path) => {
    if (!isRecord(value)) throw new DecodeError(path, 'an object', value);
    const decoded: Record<string, unknown> = {};
    for (const key of Object.keys(shape)) {
      const inner = (shape as Record<string, Decoder<unknown>>)[key];
      if (inner !== undefined) decoded[key] = inner(value[key], path === '' ? key : `${path}.${key}`);
    }
    return decoded as T;
  };
}
