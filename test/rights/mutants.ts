import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

/** What the tests read of a JSON schema, as TypeBox writes it. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  format?: string;
  maxLength?: number;
  minLength?: number;
  maximum?: number;
  minimum?: number;
  maxItems?: number;
  minItems?: number;
}

const ajv = new Ajv({ strict: false, strictNumbers: true });
addFormats.default(ajv, ['uuid', 'date', 'date-time', 'email']);

/** Whether a contract's shape takes this value. */
export const accepts = (schema: Schema, value: unknown): boolean => ajv.validate(schema, value);

/** A body that is wrong in one place, and the dotted path of that place. */
export interface Mutant {
  body: unknown;
  field: string;
}

/** What the server alone decides, in the spellings that a caller might try. */
const neverFromOutside = [
  'id',
  'created_at',
  'createdAt',
  'author_id',
  'authorId',
  'member_id',
  'role',
  'is_admin',
  'constructor',
];
const ofEveryType = [42, 4.5, true, 'x', [], {}, null];

/** One over or under each limit of the shape. */
function* beyondLimits(schema: Schema, value: unknown): Generator<unknown> {
  if (schema.maxLength !== undefined) yield 'x'.repeat(schema.maxLength + 1);
  if (schema.minLength) yield 'x'.repeat(schema.minLength - 1);
  if (schema.maximum !== undefined) yield schema.maximum + 1;
  if (schema.minimum !== undefined) yield schema.minimum - 1;
  if (schema.enum || schema.format) yield 'none-of-these';
  if (Array.isArray(value) && value.length > 0 && schema.maxItems !== undefined)
    yield Array.from({ length: schema.maxItems + 1 }, () => value[0] as unknown);
  if (schema.minItems) yield [];
}

function* wrongFields(schema: Schema, value: Record<string, unknown>): Generator<Mutant> {
  const fields = schema.properties ?? {};
  for (const name of neverFromOutside) {
    if (!Object.hasOwn(fields, name)) yield { body: { ...value, [name]: 'x' }, field: name };
  }
  for (const name of schema.required ?? []) {
    const { [name]: _, ...rest } = value;
    yield { body: rest, field: name };
  }
  for (const [name, field] of Object.entries(fields)) {
    for (const { body, field: inner } of mutantsOf(field, value[name]))
      yield { body: { ...value, [name]: body }, field: inner === '' ? name : `${name}.${inner}` };
  }
}

/** Every way to be wrong in one place that the shape says, beginning from a value that is right. */
export function* mutantsOf(schema: Schema, value: unknown): Generator<Mutant> {
  for (const wrong of [...ofEveryType, ...beyondLimits(schema, value)]) {
    if (!accepts(schema, wrong)) yield { body: wrong, field: '' };
  }
  if (schema.properties && typeof value === 'object' && value !== null)
    yield* wrongFields(schema, value as Record<string, unknown>);
  if (schema.items && Array.isArray(value) && value.length > 0) {
    for (const { body, field } of mutantsOf(schema.items, value[0]))
      yield { body: [body, ...value.slice(1)], field: field === '' ? '0' : `0.${field}` };
  }
}

const strings = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\u2028',
    '‮',
    '../..',
    "'; drop table members; --",
    '<img src=x onerror=x>',
    '-1e400',
  ),
);

/** Values near the shape: mostly such as it takes, sometimes anything that JSON can say. */
export function near(schema: Schema, sample: unknown): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 2, arbitrary: strings },
  );
  const usual: fc.Arbitrary<unknown>[] = sample === undefined ? [] : [fc.constant(sample)];
  if (schema.enum) usual.push(fc.constantFrom(...schema.enum));
  else if (schema.properties) {
    const given = (sample ?? {}) as Record<string, unknown>;
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => [name, near(field, given[name])] as const,
    );
    usual.push(fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] }));
  } else if (schema.items) {
    const first = Array.isArray(sample) ? (sample[0] as unknown) : undefined;
    usual.push(fc.array(near(schema.items, first), { maxLength: 4 }));
  } else if (schema.anyOf) usual.push(...schema.anyOf.map((each) => near(each, sample)));
  else if (schema.format === 'uuid') usual.push(fc.uuid());
  else if (schema.format === 'date')
    usual.push(fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)));
  else if (schema.type?.includes('integer')) usual.push(fc.integer());
  else if (schema.type?.includes('number')) usual.push(fc.double({ noNaN: true }));
  else if (schema.type?.includes('boolean')) usual.push(fc.boolean());
  else usual.push(strings);
  return fc.oneof({ weight: 6, arbitrary: fc.oneof(...usual) }, { weight: 1, arbitrary: anything });
}
