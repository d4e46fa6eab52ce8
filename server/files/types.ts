import { fileTypeFromBuffer } from 'file-type';

/** A type that members may upload; `extensions` are those that fit it, the usual one first. */
export interface FileType {
  mime: string;
  extensions: readonly [string, ...string[]];
  kind: 'picture' | 'document';
}

const picture = (mime: string, ...extensions: [string, ...string[]]): FileType => ({
  mime,
  extensions,
  kind: 'picture',
});
const document = (mime: string, ...extensions: [string, ...string[]]): FileType => ({
  mime,
  extensions,
  kind: 'document',
});

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** By the extension that file-type tells. What is not here is refused: archives, programs, macros, films. */
const sniffed: Record<string, FileType> = {
  png: picture('image/png', 'png'),
  apng: picture('image/png', 'png'),
  jpg: picture('image/jpeg', 'jpg', 'jpeg'),
  webp: picture('image/webp', 'webp'),
  gif: picture('image/gif', 'gif'),
  avif: picture('image/avif', 'avif'),
  heic: picture('image/heic', 'heic', 'heif'),
  pdf: document('application/pdf', 'pdf'),
  docx: document(`${office}.wordprocessingml.document`, 'docx'),
  xlsx: document(`${office}.spreadsheetml.sheet`, 'xlsx'),
  pptx: document(`${office}.presentationml.presentation`, 'pptx'),
  odt: document(`${openDocument}.text`, 'odt'),
  ods: document(`${openDocument}.spreadsheet`, 'ods'),
  odp: document(`${openDocument}.presentation`, 'odp'),
};

/** Office files from before 2007 share one container; the name of its main stream tells them apart. */
const oldOffice: [string, FileType][] = [
  ['WordDocument', document('application/msword', 'doc')],
  ['PowerPoint Document', document('application/vnd.ms-powerpoint', 'ppt')],
  ['Workbook', document('application/vnd.ms-excel', 'xls')],
];

const csv = document('text/csv', 'csv');
const markdown = document('text/markdown', 'md', 'markdown');
const plainText = document('text/plain', 'txt');

const known = [...Object.values(sniffed), ...oldOffice.map(([, type]) => type), csv, markdown, plainText];
/** Extensions of all types that are accepted. */
export const knownExtensions: ReadonlySet<string> = new Set(known.flatMap((type) => type.extensions));

/** The type that the bytes show, or null when it is not accepted. The name only tells one kind of text from another. */
export async function sniffType(content: Buffer, extension: string): Promise<FileType | null> {
  const found = await fileTypeFromBuffer(content);
  if (found?.ext === 'cfb') return oldOfficeType(content, extension);
  const type = found && sniffed[found.ext];
  if (type) return type;
  // Signatures of two letters, such as "BM" of old pictures, also begin ordinary texts.
  return readsAsText(content) && !isMarkup(content) ? textType(extension) : null;
}

/** One file embedded in another leaves both names in it: then the extension decides. */
function oldOfficeType(content: Buffer, extension: string): FileType | null {
  const types = oldOffice
    .filter(([stream]) => content.includes(Buffer.from(stream, 'utf16le')))
    .map(([, type]) => type);
  return types.find((type) => type.extensions.includes(extension)) ?? types[0] ?? null;
}

function textType(extension: string): FileType {
  return [csv, markdown].find((type) => type.extensions.includes(extension)) ?? plainText;
}

/** UTF-8, or the Windows-1252 that spreadsheets still write; without control signs other than white space. */
function readsAsText(content: Buffer): boolean {
  // The five bytes that Windows-1252 leaves open are refused where the text is not UTF-8.
  const isUtf8 = isValidUtf8(content);
  return content.every((byte) => {
    if (byte < 0x20) return (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
    return byte !== 0x7f && (isUtf8 || ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
  });
}

function isValidUtf8(content: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

// Rich text and PostScript are programs or layouts in the form of text; HTML and SVG would run scripts.
const markup =
  /^(\{\\rtf|%!|<(\?|!doctype|!--|html|head|body|svg|script|style|iframe|meta|link|title|img|x:|math)\b)/i;

function isMarkup(content: Buffer): boolean {
  const start = content
    .subarray(0, 1024)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  return markup.test(start.trimStart());
}
