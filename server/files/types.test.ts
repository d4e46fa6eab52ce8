import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offeredFiles } from '@cenacle/shared/files/contract.ts';
import { makeApp, type Caller, type TestApp } from '../../test/app.ts';
import { codeOf, upload, uploaded } from '../../test/upload.ts';
import { knownExtensions } from './types.ts';

let it: TestApp;
let grace: Caller;

beforeAll(async () => {
  it = await makeApp();
  grace = it.as('grace');
});
afterAll(() => it.close());

const countFiles = async () =>
  Number((await it.services.pool.query<{ n: number }>('select count(*)::int as n from files')).rows[0]?.n);

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** An archive as office programs write it, its entries uncompressed. */
function zip(entries: Record<string, string>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, place, path]));
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}

const office = (contentType: string) =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="${contentType}.main+xml"/></Types>`,
    'main.xml': '<x/>',
  });
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const slides = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const openDocument = (kind: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<x/>' });
const oldOffice = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);

describe('the type of an upload', () => {
  test.each<[string, Buffer | string, string, string]>([
    ['rapport.pdf', pdf, 'rapport.pdf', 'application/pdf'],
    ['note.docx', office(word), 'note.docx', word],
    ['sans extension', office(word), 'sans extension.docx', word],
    ['photo.png', office(word), 'photo.docx', word],
    ['价格表.xlsx', office(sheet), '价格表.xlsx', sheet],
    ['a.pptx', office(slides), 'a.pptx', slides],
    ['a.odt', openDocument('text'), 'a.odt', 'application/vnd.oasis.opendocument.text'],
    ['a.ods', openDocument('spreadsheet'), 'a.ods', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['a.odp', openDocument('presentation'), 'a.odp', 'application/vnd.oasis.opendocument.presentation'],
    ['a.doc', oldOffice('WordDocument'), 'a.doc', 'application/msword'],
    ['a.xls', oldOffice('Workbook'), 'a.xls', 'application/vnd.ms-excel'],
    ['a.ppt', oldOffice('PowerPoint Document'), 'a.ppt', 'application/vnd.ms-powerpoint'],
    ['notes.txt', 'Été à Nîmes', 'notes.txt', 'text/plain'],
    ['prix.csv', 'Société;prix\r\nHêtre;12\r\n', 'prix.csv', 'text/csv'],
    ['prix.csv', Buffer.from('Société;prix\r\n', 'latin1'), 'prix.csv', 'text/csv'],
    ['BM.csv', 'BM Conseil;12\r\n', 'BM.csv', 'text/csv'],
    ['LISEZMOI.md', '# Titre\n\n<b>gras</b>', 'LISEZMOI.md', 'text/markdown'],
    ['../../x.html', 'Bonjour', 'x.html.txt', 'text/plain'],
    [
      'Étude coûts – société «Hêtre» 2026 (v2).pdf',
      pdf,
      'Étude coûts – société «Hêtre» 2026 (v2).pdf',
      'application/pdf',
    ],
    ['Étude.pdf'.normalize('NFD'), pdf, 'Étude.pdf', 'application/pdf'],
    ['un %22mot%22.pdf', pdf, 'un "mot".pdf', 'application/pdf'],
  ])('is what the bytes of %j show', async (given, content, name, type) => {
    const file = await uploaded(it, grace, given, content);
    expect(file).toMatchObject({ name, type });
    const reply = await grace.get(file.url);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toMatch(type);
  });

  test('is accepted for all that a file chooser offers', () => {
    const offered = offeredFiles.map((each) => each.replace(/^.*[/.]/, ''));
    expect(offered.filter((extension) => !knownExtensions.has(extension))).toEqual([]);
    expect(offered).not.toContain('heic');
  });

  test.each<[string, Buffer | string]>([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['HTML behind white space', '\ufeff \n<html><body>x</body></html>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['SVG with a prologue', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['an archive', zip({ 'a.txt': 'a' })],
    ['a document with macros', office('application/vnd.ms-word.document.macroEnabled')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['an installer in the guise of an office file', oldOffice('Property')],
    ['bytes with zeros', Buffer.from([65, 0, 66])],
    ['bytes that are no text', Buffer.from([65, 0x81, 0x8d, 66])],
    ['rich text', '{\\rtf1 Bonjour}'],
  ])('%s is refused, whatever its name', async (_, content) => {
    const before = await countFiles();
    expect(await codeOf(upload(it, grace, 'rapport.pdf', content))).toEqual([422, 'file_type_refused']);
    expect(await countFiles()).toBe(before);
  });
});
