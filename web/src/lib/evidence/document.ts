import { uploadFile } from '@cenacle/shared/files/contract.ts';
import { call } from '#lib/api.ts';

export type Document = { id: string; name: string } | null;

/** The document of a form: the one that was chosen now, or one that an earlier attempt has uploaded. */
export async function receiveDocument(event: { fetch: typeof fetch }, form: FormData): Promise<Document> {
  const file = form.get('document');
  const [id, name] = ['file_id', 'file_name'].map((field) => String(form.get(field) ?? ''));
  if (!(file instanceof File) || file.size === 0) return id ? { id, name: name ?? '' } : null;
  const upload = new FormData();
  upload.append('file', file, file.name);
  return { id: (await call(event.fetch, uploadFile, { form: upload })).id, name: file.name };
}
