import { Type, type Static } from 'typebox';
import { nullable, object, oneOf, route, uuid } from '../http.ts';

/** The largest file that a member may hang on a post, in bytes, and how many hang on one post. */
export const uploadBytesMax = 20 * 1024 * 1024;
export const filesPerPostMax = 20;
export const fileNameMax = 200;

/**
 * What a file chooser offers. HEIC is accepted as well, but not offered: phones then hand over their pictures as
 * JPEG, which every reader can see.
 */
export const offeredFiles = [
  ...['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
  ...['.pdf', '.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp', '.doc', '.xls', '.ppt'],
  ...['.csv', '.md', '.txt'],
] as const;

export const file = object({
  id: uuid,
  name: Type.String(),
  type: Type.String(),
  kind: oneOf(['picture', 'document']),
  bytes: Type.Integer(),
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  url: Type.String(),
});
export type File = Static<typeof file>;

/** One file, in the field `file` of a form; its uploader alone reads it until a post carries it. */
export const uploadFile = route({
  method: 'POST',
  path: '/api/files',
  access: 'member',
  rate: 'upload',
  encoding: 'multipart',
  reply: { 201: file },
});

/** The bytes of a file, under any name; the reply is the file itself, not JSON. */
export const getFile = route({
  method: 'GET',
  path: '/api/files/:id/:name',
  access: 'member',
  rate: 'read',
  params: object({ id: uuid, name: Type.String({ maxLength: 1000 }) }),
  query: object({ download: Type.Optional(Type.Literal('1')) }),
  reply: { 200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }) },
});
