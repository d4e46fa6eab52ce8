import { Ajv, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';

const options: Options = {
  allErrors: false,
  removeAdditional: false,
  useDefaults: false,
  strict: false,
  // JSON's 1e400 is read as infinity, which is no number of ours.
  strictNumbers: true,
};

// `ajv-formats` is published as CommonJS, whose default export stands one level deeper here.
const withFormats = (ajv: Ajv): Ajv => {
  addFormats.default(ajv, ['uuid', 'date', 'date-time', 'email']);
  return ajv;
};

const exact = withFormats(new Ajv({ ...options, coerceTypes: false }));
// Numbers in an address arrive as text.
const fromText = withFormats(new Ajv({ ...options, coerceTypes: true }));

/** Compiles a contract's shapes: bodies are taken as they are, addresses and queries are read as text. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? exact : fromText).compile(schema);
