import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SheetReport } from '@cenacle/shared/benchmarks/sheet-contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark, show } from '../../test/benchmark.ts';
import { makeProvider } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const read = (content: Buffer) =>
  t.as('grace').post('/api/benchmarks/read-sheet', { content: content.toString('base64') });

const french = [
  'Prestataire;Prix mensuel;Délai (jours);Qualité;Hébergé en France;Disponibilité;Remarque',
  'Tournesol;1 234,50 €;3;4;oui;99,5 %;« très bien »',
  'Garance SAS;sur devis;12,5;5;non;98 %;',
  'Inconnue;10 €;1;3;oui;97 %;',
  'Pervenche;cher;1;3;oui;97 %;',
  'Tournesol;20 €;1;3;oui;97 %;',
].join('\r\n');

test('what each column became is told, for every way in which Excel writes', async () => {
  const utf8 = Buffer.from(`\uFEFF${french}`);
  const windows = Buffer.from(
    Array.from(french, (sign) =>
      sign === '€' ? 0x80 : sign.charCodeAt(0) > 255 ? 0x3f : sign.charCodeAt(0),
    ),
  );
  const columns = [
    { use: 'provider', name: 'Prestataire' },
    { use: 'price', name: 'Prix mensuel', currency: 'EUR', per: 'month', direction: 'cost' },
    { use: 'number', name: 'Délai', unit: 'jours', direction: 'cost' },
    { use: 'rating', name: 'Qualité', direction: 'benefit' },
    { use: 'yesno', name: 'Hébergé en France' },
    { use: 'number', name: 'Disponibilité', unit: '%' },
    { use: 'ignore', name: 'Remarque' },
  ];
  for (const content of [utf8, windows]) {
    const reply = await read(content);
    expect(reply.json()).toMatchObject({ columns });
    expect(reply.json().table[1]?.[1]?.replace(/\s/g, ' ')).toBe('1 234,50 €');
  }
  const english = await read(Buffer.from('Vendor,Monthly price\n"Ochre, Ltd","$1,234.50"\nSaffron,$20'));
  expect(english.json()).toMatchObject({
    table: [
      ['Vendor', 'Monthly price'],
      ['Ochre, Ltd', '$1,234.50'],
      ['Saffron', '$20'],
    ],
    columns: [{ use: 'provider' }, { use: 'price', currency: 'USD', per: 'month' }],
  });
  const tabs = await read(Buffer.from('sep=\t\nNom\tNote\nOcre\t4\n'));
  expect(tabs.json().table).toEqual([
    ['Nom', 'Note'],
    ['Ocre', '4'],
  ]);
});

test.each([
  ['', 'required'],
  ['rien', 'too_few'],
  ['PK\u0003\u0004 rien de plus', 'bad_format'],
  ['a;\u0000b', 'bad_format'],
])('%j is no table', async (text, code) => {
  expect((await read(Buffer.from(text))).json()).toMatchObject({ errors: [{ field: 'content', code }] });
});

test('a workbook is read by its first sheet, its numbers as the reader writes them', async () => {
  const content = await readFile(new URL('../../test/fixtures/comparison.xlsx', import.meta.url));
  expect((await read(content)).json()).toMatchObject({
    table: [
      ['Prestataire', 'Prix', 'Note'],
      ['Tournesol', '1234,5', '4'],
      ['Garance', '', '5'],
    ],
    columns: [{ use: 'provider' }, { use: 'price' }, { use: 'rating' }],
  });
});

test('a packed sheet that would fill the memory is refused before it is opened', async () => {
  const entry = Buffer.alloc(46);
  entry.write('PK\u0001\u0002', 'latin1');
  entry.writeUInt32LE(4_000_000_000, 24);
  const reply = await read(Buffer.concat([Buffer.from('PK\u0003\u0004'), entry]));
  expect(reply.json()).toMatchObject({ errors: [{ field: 'content', code: 'too_long' }] });
});

test('good rows are taken in one go, bad ones refused with row and reason, and twice is once', async () => {
  for (const name of ['Tournesol', 'Garance', 'Pervenche']) await makeProvider(t.services, name);
  const benchmark = await openBenchmark(t, { options: [] });
  const { table, columns } = (await read(Buffer.from(french))).json();
  const body = { table, columns, language: 'fr', relation: 'client' };
  const path = `/api/benchmarks/${benchmark.id}/import`;
  const report: SheetReport = (await t.as('grace').post(path, { ...body, dry_run: true })).json();
  expect(report.taken.map(({ row, provider }) => [row, provider])).toEqual([
    [2, 'Tournesol'],
    [3, 'Garance'],
  ]);
  expect(report.refused).toEqual([
    { row: 4, fault: 'unknown_provider', column: 'Prestataire', cell: 'Inconnue' },
    { row: 5, fault: 'unreadable', column: 'Prix mensuel', cell: 'cher' },
    { row: 6, fault: 'repeated', column: 'Prestataire', cell: 'Tournesol' },
  ]);
  expect((await show(t, benchmark, 'grace')).options).toEqual([]);
  expect((await t.as('linus').post(path, body)).statusCode).toBe(403);
  const key = { 'idempotency-key': 'une fois' };
  for (const _ of [1, 2]) {
    const reply = await t.as('grace').post(path, body, key);
    expect([reply.statusCode, reply.json()]).toEqual([201, report]);
  }
  const after = await show(t, benchmark, 'grace');
  expect(after.options.map(({ provider }) => provider.name)).toEqual(['Tournesol', 'Garance']);
  // A rating « Qualité » stood already: it is filled, not doubled.
  expect(after.criteria.map(({ name }) => name)).toEqual([
    'Prix',
    'Qualité',
    'Reprise des données',
    'Prix mensuel',
    'Délai',
    'Hébergé en France',
    'Disponibilité',
  ]);
  expect(after.criteria[4]).toMatchObject({ unit: 'jours', direction: 'cost', low: 3, high: 12.5 });
  expect(after.mine).toHaveLength(2);
  const own = after.mine.find(({ option_id: id }) => id === after.options[1]?.id);
  expect(own).toMatchObject({ relation: 'client', evidence: { grade: 'opinion' }, version: 1 });
  expect(own?.values.map(({ status, value }) => [status, value])).toEqual([
    ['known', 5],
    ['quotation', null],
    ['known', 12.5],
    ['known', 0],
    ['known', 98],
  ]);
  // What the member said before of another criterion stays.
  await evaluate(t, after, 'grace', 0, [2_000_000, 1]);
  await t.as('grace').post(path, body);
  const again = (await show(t, benchmark, 'grace')).mine.find(
    ({ option_id: id }) => id === after.options[0]?.id,
  );
  expect(again?.values.slice(0, 2).map(({ value }) => value)).toEqual([2_000_000, 4]);
});

test('what a member declared and detailed before stays, and what they declare with a sheet counts', async () => {
  for (const name of ['Nigelle', 'Anémone']) await makeProvider(t.services, name);
  const cost = { name: 'Coût', kind: 'price', currency: 'EUR', per: 'once', low: 0, high: 1_000_000 };
  const marks = { name: 'Suivi', kind: 'rating' };
  const benchmark = await openBenchmark(t, { options: [], criteria: [cost, marks] });
  const path = `/api/benchmarks/${benchmark.id}/import`;
  const { table, columns } = (await read(Buffer.from('Prestataire;Suivi\nNigelle;4\nAnémone;2'))).json();
  const body = { table, columns, language: 'fr', relation: 'client', conflict: 'commission' };
  expect((await t.as('grace').post(path, body)).statusCode).toBe(201);
  const taken = await show(t, benchmark, 'grace');
  expect(taken.mine.map(({ relation, conflict }) => [relation, conflict])).toEqual([
    ['client', 'commission'],
    ['client', 'commission'],
  ]);
  const [option] = taken.options;
  const parts = { one_off: 200_000, internal_days: 3 };
  const detailed = {
    option_id: option?.id,
    relation: 'colleague',
    conflict: 'partner',
    again: 'partly',
    values: [{ criterion_id: taken.criteria[0]?.id, status: 'known', parts }],
    submit: true,
  };
  const saved = await t.as('grace').put(`/api/benchmarks/${benchmark.id}/evaluations`, detailed);
  expect(saved.statusCode).toBe(200);
  expect((await t.as('grace').post(path, { ...body, conflict: 'none' })).statusCode).toBe(201);
  const own = (await show(t, benchmark, 'grace')).mine.find(({ option_id: id }) => id === option?.id);
  expect(own).toMatchObject({
    relation: 'colleague',
    conflict: 'partner',
    again: 'partly',
    values: [{ status: 'known', parts }, { value: 4 }],
  });
});
