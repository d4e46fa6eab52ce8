import { describe, expect, test } from 'vitest';
import { fileNameMax } from '@cenacle/shared/files/contract.ts';
import { contentDisposition, extensionOf, fileNameFor } from './names.ts';
import type { FileType } from './types.ts';

const pdf: FileType = { mime: 'application/pdf', extensions: ['pdf'], kind: 'document' };
const jpeg: FileType = { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], kind: 'picture' };
const text: FileType = { mime: 'text/plain', extensions: ['txt'], kind: 'document' };
const xlsx: FileType = { mime: 'application/x', extensions: ['xlsx'], kind: 'document' };

describe('the name of a file', () => {
  test.each<[string, FileType, string]>([
    ['Étude coûts – société «Hêtre» 2026 (v2).pdf', pdf, 'Étude coûts – société «Hêtre» 2026 (v2).pdf'],
    ['Étude coûts.pdf'.normalize('NFD'), pdf, 'Étude coûts.pdf'],
    ['价格表.xlsx', xlsx, '价格表.xlsx'],
    ['../../x.html', text, 'x.html.txt'],
    ['C:\\Users\\Grace\\devis.pdf', pdf, 'devis.pdf'],
    ['/etc/passwd', text, 'passwd.txt'],
    ['photo.PNG', jpeg, 'photo.jpg'],
    ['photo.JPEG', jpeg, 'photo.jpeg'],
    ['rapport v1.2', pdf, 'rapport v1.2.pdf'],
    ['rapport.final.pdf', pdf, 'rapport.final.pdf'],
    ['facture\u202efdp.exe', pdf, 'facturefdp.exe.pdf'],
    ['a\u0000b\r\nc\u2028d.pdf', pdf, 'abcd.pdf'],
    ['.htaccess', text, 'htaccess.txt'],
    ['', pdf, 'document.pdf'],
    ['..', jpeg, 'image.jpg'],
    ['.pdf', pdf, 'pdf.pdf'],
    [' \u200b ', text, 'document.txt'],
    ['dossier/', pdf, 'document.pdf'],
    ['100 % d’accord\u00a0?.pdf', pdf, '100 % d’accord\u00a0?.pdf'],
    ['famille 👩‍👧.jpg', jpeg, 'famille 👩‍👧.jpg'],
  ])('%j becomes %3$j', (given, type, expected) => {
    expect(fileNameFor(given, type)).toBe(expected);
  });

  test('is cut between signs, with its extension kept', () => {
    const name = fileNameFor(`${'😀'.repeat(fileNameMax)}.pdf`, pdf);
    expect(name.length).toBeLessThanOrEqual(fileNameMax);
    expect(name.isWellFormed()).toBe(true);
    expect(name.endsWith('😀.pdf')).toBe(true);
  });

  test('has an extension only behind its last dot', () => {
    expect(extensionOf('a.b.PDF')).toBe('pdf');
    expect(extensionOf('sans')).toBe('');
    expect(extensionOf('n° 3. suite et fin')).toBe('');
  });
});

describe('the header that names a file', () => {
  test('spells accents for new programs, and plainly for old ones', () => {
    expect(contentDisposition('Étude «Hêtre» (v2).pdf', false)).toBe(
      `attachment; filename="Etude _Hetre_ (v2).pdf"; filename*=UTF-8''%C3%89tude%20%C2%ABH%C3%AAtre%C2%BB%20%28v2%29.pdf`,
    );
  });

  test('lets no sign of a name end the header or begin another', () => {
    const header = contentDisposition(`a"; b='c'\\ 50%20*.pdf`, true);
    expect(header).toBe(
      `inline; filename="a_; b='c'_ 50_20*.pdf"; filename*=UTF-8''a%22%3B%20b%3D%27c%27%5C%2050%2520%2A.pdf`,
    );
  });
});
