import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as contract from '@cenacle/shared/files/contract.ts';
import { invalid, Refusal } from '../errors.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { openFile, uploadFile, type FileRules } from './actions.ts';
import { contentDisposition } from './names.ts';
import { openPictureMaker } from './pictures.ts';
import type { FileRow } from './queries.ts';
import { fileView } from './view.ts';

export function fileRoutes(app: FastifyInstance, services: Services, rules: FileRules): void {
  const makePicture = openPictureMaker();

  serve(app, contract.uploadFile, async ({ member, request }) =>
    fileView(await uploadFile(services, member, makePicture, await readUpload(request))),
  );

  serve(app, contract.getFile, async ({ member, params, query, reply }) => {
    const { row, stream, bytes } = await openFile(services, rules, member, params.id);
    const isInline = query.download === undefined && isShownInPage(row);
    return (
      reply
        .header('content-type', row.type)
        .header('content-length', bytes)
        .header('content-disposition', contentDisposition(row.name, isInline))
        // Chromium's own viewer of PDF, which runs apart from the page, opens within this too.
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-store')
        .send(stream)
    );
  });
}

/** Only what can't run a script on our address: pictures that we wrote ourselves, and PDF. */
const isShownInPage = (row: FileRow) => row.kind === 'picture' || row.type === 'application/pdf';

/** The one file of the form, in its field `file`; 422 for any other field, 413 beyond `uploadBytesMax`. */
async function readUpload(request: FastifyRequest): Promise<{ name: string; content: Buffer }> {
  if (!request.isMultipart()) throw new Refusal(415, 'bad_media_type');
  let upload: { name: string; content: Buffer } | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file' || part.fieldname !== 'file') {
        throw invalid([{ field: part.fieldname, code: 'unknown_field' }]);
      }
      // Browsers write the one sign that would end the name in this way (HTML, multipart/form-data encoding).
      const name = (part.filename ?? '').replaceAll('%22', '"');
      upload = { name, content: await part.toBuffer() };
    }
  } catch (error) {
    throw refusalOfForm(error);
  }
  if (!upload || upload.content.length === 0) throw invalid([{ field: 'file', code: 'required' }]);
  return upload;
}

function refusalOfForm(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'FST_FILES_LIMIT') return invalid([{ field: 'file', code: 'too_many', limit: 1 }]);
  if (code === 'FST_FIELDS_LIMIT') return invalid([{ field: '', code: 'unknown_field' }]);
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal(413, 'too_large');
  if (error instanceof Refusal) return error;
  // A form without its end, or whose parts name no field.
  return new Refusal(400, 'bad_body');
}
