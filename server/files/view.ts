import type { File } from '@cenacle/shared/files/contract.ts';
import type { FileRow } from './queries.ts';

/** Where the bytes of a file are had; the name in it is for the reader alone. */
export const fileUrl = (id: string, name: string): string => `/api/files/${id}/${encodeURIComponent(name)}`;

/** The file as the API tells it, with the address of its bytes. */
export const fileView = (row: FileRow): File => ({
  id: row.id,
  name: row.name,
  type: row.type,
  kind: row.kind,
  bytes: row.bytes,
  width: row.width,
  height: row.height,
  url: fileUrl(row.id, row.name),
});
