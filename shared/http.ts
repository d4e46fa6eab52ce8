import { Type, type Static, type TProperties, type TSchema } from 'typebox';

/** Who may call a route at all; what of it they then see is decided row by row, by audience. */
export type Access = 'public' | 'member' | 'moderator' | 'admin';

/** The bucket that a call is counted in; the limits of each stand in `rates`. */
export type RateClass = 'read' | 'write' | 'upload' | 'render' | 'sign_in' | 'mail';

/**
 * Calls allowed per minute in each class: per member, or per address for those who are not signed in. Members are
 * invited, so these stop programs that ran wild and guessers, and stay far above what people and their programs do.
 */
export const rates: Record<RateClass, number> = {
  read: 3000,
  write: 600,
  upload: 120,
  render: 1200,
  sign_in: 60,
  mail: 30,
};

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route of the API as data: server, typed client, OpenAPI and the rights tests all read it. */
export interface Route {
  method: Method;
  path: `/api/${string}`;
  access: Access;
  rate: RateClass;
  /** False where a personal access token is never good: moderation and security settings. */
  tokens?: false;
  /** True where a repeated `Idempotency-Key` creates nothing twice. */
  idempotent?: true;
  /** 'multipart' for uploads, whose body is not JSON. */
  encoding?: 'multipart';
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** The reply of each successful status; null is a reply without a body. */
  reply: Record<number, TSchema | null>;
}

/** Gives the route back with its exact type, so that replies and bodies are inferred from it. */
export const route = <const R extends Route>(definition: R): R => definition;

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? Static<R[K]>
  : undefined;
export type ParamsOf<R extends Route> = Part<R, 'params'>;
export type QueryOf<R extends Route> = Part<R, 'query'>;
export type BodyOf<R extends Route> = Part<R, 'body'>;
export type ReplyOf<R extends Route> = {
  [S in keyof R['reply']]: R['reply'][S] extends TSchema ? Static<R['reply'][S]> : null;
}[keyof R['reply']];

/** An object that refuses fields it does not name. */
export const object = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** One of these words. */
export const oneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] });

/** The schema or null; written as a list of types where it can be, which serialises without a union. */
export function nullable<T extends TSchema>(schema: T) {
  const plain = { ...schema } as Record<string, unknown>;
  if (typeof plain.type !== 'string')
    return Type.Unsafe<Static<T> | null>({ anyOf: [plain, { type: 'null' }] });
  const words = Array.isArray(plain.enum) ? { enum: [...plain.enum, null] } : {};
  return Type.Unsafe<Static<T> | null>({ ...plain, type: [plain.type, 'null'], ...words });
}

export const uuid = Type.String({ format: 'uuid' });
/** An instant in UTC, ISO 8601. */
export const instant = Type.String({ format: 'date-time' });
/** A calendar day, `YYYY-MM-DD`. */
export const day = Type.String({ format: 'date' });
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];
export const language = oneOf(languages);

/** Text of one line; outer white space is cut and inner runs are kept as typed. */
export const line = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength });

export const idParams = object({ id: uuid });

/** Rows in one page of a list unless asked otherwise, and at most: what a phone reads in one go, twice over. */
export const pageLimitDefault = 30;
export const pageLimitMax = 100;
export const limit = Type.Integer({ minimum: 1, maximum: pageLimitMax });
/** An opaque mark of the last row seen; only the server reads it. */
const cursor = Type.String({ maxLength: 300 });
export const pageQuery = { limit: Type.Optional(limit), after: Type.Optional(cursor) };

/** One page of a list, and the cursor of the next or null at the end. */
export const page = <T extends TSchema>(item: T) =>
  object({ items: Type.Array(item), next: nullable(cursor) });

/** An error of the API in the form of RFC 9457, with a code that does not change with the language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; code: string; detail: string }[];
}
