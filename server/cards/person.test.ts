import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { listTables } from '../../test/tables.ts';
import { cardOf, makeCard, makeEngagement, today, vouchOn } from '../../test/card.ts';
import { linkIn, readMails } from '../../test/mails.ts';
import { openLedger } from './ledger.ts';
import { settleLedger } from './erase.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const look = (token: string) => t.guest.post('/api/person/look', { token });
const withdraw = (token: string, kind = 'objection') => t.guest.post('/api/person/withdraw', { token, kind });

/** Tells the card's person by mail, and gives the token of the link in it. */
async function tell(id: string, to: string): Promise<string> {
  const told = await t.as('grace').post(`/api/cards/${id}/notice`, { language: 'fr' });
  if (told.statusCode !== 200) throw new Error(told.body);
  await t.services.mailer.settled();
  const [mail] = await readMails(t.services.config.dataDir, to);
  return linkIn(mail).replace('/person/', '');
}

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const { pool } = t.services;
  const texts = await Promise.all(
    (await listTables(pool)).map((name) =>
      pool.query(`select coalesce(string_agg(r::text, ''), '') as all from "${name}" r`),
    ),
  );
  return texts.map((each) => each.rows[0].all).join('\n');
}

describe('telling the person', () => {
  test('by our mail opens the card once the mail has left, with all that the law asks', async () => {
    const id = await makeCard(t, 'grace', 'Noémie Prévenue', {}, false);
    const queued = await t.as('grace').post(`/api/cards/${id}/notice`, { language: 'fr' });
    expect(['telling', 'told']).toContain(queued.json().person_state);
    await t.services.mailer.settled();
    expect((await t.as('linus').get(`/api/cards/${id}`)).json()).toMatchObject({
      person_state: 'told',
      told: { by: 'mail', on: today() },
    });
    const [mail] = await readMails(t.services.config.dataDir, 'noémie@canari.example');
    for (const words of [
      'Grace Morel',
      'Rencontrée sur une mission',
      'Noémie Prévenue',
      '01 99 00 12 34',
      'Relier un atelier à sa boutique',
      'intérêt légitime',
      '24 mois',
      'rectifier',
      'effacer',
      'opposer',
      'CNIL',
      'ada@example.test',
    ])
      expect(mail?.text).toContain(words);
    expect((await t.as('grace').post(`/api/cards/${id}/notice`, { language: 'fr' })).statusCode).toBe(403);
  });

  test('in English says the same', async () => {
    const id = await makeCard(t, 'grace', 'Ellen Told', {}, false);
    await t.as('grace').post(`/api/cards/${id}/notice`, { language: 'en' });
    await t.services.mailer.settled();
    const [mail] = await readMails(t.services.config.dataDir, 'ellen@canari.example');
    for (const words of ['legitimate interest', '24 months', 'rectified or erased', 'object', 'CNIL'])
      expect(mail?.text).toContain(words);
  });

  test('by mail needs an address, and by attestation a day that was', async () => {
    const id = await makeCard(t, 'grace', 'Sansadresse Aucune', { contact_points: [] }, false);
    const refused = await t.as('grace').post(`/api/cards/${id}/notice`, { language: 'fr' });
    expect(refused.json().errors[0].code).toBe('needs_email');
    const attest = (on: string) =>
      t.as('grace').post(`/api/cards/${id}/attestation`, { on, means: 'Par courrier' });
    expect((await attest('2199-01-01')).json().errors[0].code).toBe('in_the_future');
    expect((await attest('2001-01-01')).json().errors[0].code).toBe('too_long_ago');
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(404);
    expect((await attest(today())).json()).toMatchObject({
      told: { by: 'attestation', on: today(), means: 'Par courrier' },
    });
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(200);
  });

  test('has not happened when the mail is given up', async () => {
    const id = await makeCard(t, 'grace', 'Injoignable Toujours', {}, false);
    await t.services.pool.query(
      `update cards set person_state = 'telling', notice_mail_id = $2 where id = $1`,
      [id, id],
    );
    await t.services.pool.query(
      `insert into mail_outbox (id, dedupe_key, recipient, subject, text, html, next_try_at) values ($1, 'x', 'x@example.test', '', '', '', now() + interval '1 day')`,
      [id],
    );
    await t.services.pool.query(`update mail_outbox set failed_at = now() where id = $1`, [id]);
    expect((await t.as('grace').get(`/api/cards/${id}`)).json().person_state).toBe('untold');
  });
});

describe('the person', () => {
  test('sees everything that is kept, and looking changes nothing', async () => {
    const id = await makeCard(t, 'grace', 'Voyante Entière', {}, false);
    const token = await tell(id, 'voyante@canari.example');
    await t.as('linus').put(`/api/cards/${id}/vouch`, vouchOn(await makeEngagement(t, 'linus')));
    await t.as('linus').post(`/api/cards/${id}/reveal`);
    const before = await everything();
    const seen = await look(token);
    expect(seen.json()).toMatchObject({
      person: 'Voyante Entière',
      source: 'Rencontrée sur une mission',
      added_by: 'Grace Morel',
      seen_by: 'all',
      contact_points: [{ raw: '01 99 00 12 34' }, { raw: 'voyante@canari.example' }],
      vouches: [{ member: 'Linus Faure', for_what: 'A relié notre boutique en six semaines' }],
      reveals: [{ member: 'Linus Faure' }],
      controller: { email: 'ada@example.test' },
    });
    expect(await everything()).toBe(before);
  });

  test('puts right what is wrong', async () => {
    const id = await makeCard(t, 'grace', 'Mal Écrite', {}, false);
    const token = await tell(id, 'mal@canari.example');
    const corrected = await t.guest.post('/api/person/correct', {
      token,
      person: 'Male Écrite',
      contact_points: [{ kind: 'email', raw: 'neuve@canari.example' }],
    });
    expect(corrected.json()).toMatchObject({ person: 'Male Écrite' });
    expect((await t.as('linus').get(`/api/cards/${id}`)).json().person).toBe('Male Écrite');
    const bad = await t.guest.post('/api/person/correct', { token, person: '' });
    expect(bad.json().errors[0]).toMatchObject({ field: 'person', code: 'required' });
  });

  test('objects, and nothing of the card is left anywhere', async () => {
    const id = await makeCard(t, 'grace', 'Zibeline Canariword', { firm: 'Firme Canariword' }, false);
    const token = await tell(id, 'zibeline@canari.example');
    await t
      .as('linus')
      .put(
        `/api/cards/${id}/vouch`,
        vouchOn(await makeEngagement(t, 'linus'), { for_what: 'Canariword, très bien' }),
      );
    await t.as('linus').put(`/api/cards/${id}/saved`, { saved: true });
    const other = await makeCard(t, 'linus', 'Z. Canariword', {
      contact_points: [{ kind: 'email', raw: 'ZIBELINE@canari.example' }],
    });
    const thread = (
      await t.as('linus').post('/api/threads', { kind: 'discussion', title: 'Qui ?', body: 'Qui ?' })
    ).json();
    await t.as('grace').post(`/api/cards/${id}/passes`, { thread_id: thread.id, note: 'La voici.' });
    expect((await withdraw(token)).statusCode).toBe(204);
    const all = await everything();
    expect(all).not.toContain('Canariword');
    expect(all.toLowerCase()).not.toContain('zibeline');
    expect(await readMails(t.services.config.dataDir, 'zibeline@canari.example')).toEqual([]);
    for (const each of [id, other])
      for (const who of ['grace', 'linus'] as const)
        expect((await t.as(who).get(`/api/cards/${each}`)).statusCode).toBe(404);
    expect((await t.as('linus').get(`/api/threads/${thread.id}/cards`)).json().items[0].card).toBeNull();
    const ledger = await readFile(join(t.services.config.dataDir, 'erasures', 'ledger.jsonl'), 'utf8');
    expect(ledger).toContain(id);
    expect(ledger.toLowerCase()).not.toContain('canariword');
  });

  test('is given one answer for links unknown, expired and of a card that is gone', async () => {
    const [gone, old] = [
      await makeCard(t, 'grace', 'Partie Loin', {}, false),
      await makeCard(t, 'grace', 'Vieille Adresse', {}, false),
    ];
    const goneToken = await tell(gone, 'partie@canari.example');
    const oldToken = await tell(old, 'vieille@canari.example');
    await withdraw(goneToken, 'erasure');
    await t.services.pool.query(`update person_tokens set expires_at = now() where card_id = $1`, [old]);
    const replies = await Promise.all([
      look('inconnu'),
      look(goneToken),
      look(oldToken),
      withdraw(goneToken),
    ]);
    for (const reply of replies) expect([reply.statusCode, reply.body]).toEqual([404, replies[0].body]);
  });

  test('stays away: by name and firm, by address, by phone with the name', async () => {
    const id = await makeCard(t, 'grace', 'Absente Voulue', { firm: 'Retrait' }, false);
    await withdraw(await tell(id, 'absente@canari.example'));
    const again = async (more: object) =>
      await t.as('linus').post('/api/cards', cardOf('Absente Voulue', { contact_points: [], ...more }));
    const refused = (reply: Awaited<ReturnType<typeof again>>) => reply.json().errors?.[0]?.code;
    expect(refused(await again({ firm: 'RETRAIT' }))).toBe('person_objected');
    const points = (kind: string, raw: string) => ({ firm: 'Ailleurs', contact_points: [{ kind, raw }] });
    expect(refused(await again({ person: 'A. V.', ...points('email', 'Absente@Canari.example') }))).toBe(
      'person_objected',
    );
    expect(refused(await again(points('phone', '+33 1 99 00 12 34')))).toBe('person_objected');
    // A colleague behind the same switchboard is somebody else.
    expect(
      (await again({ person: 'Présente Voulue', ...points('phone', '01 99 00 12 34') })).statusCode,
    ).toBe(201);
  });

  test('is not brought back by an older database', async () => {
    const id = await makeCard(t, 'grace', 'Restaurée Jamais', {}, false);
    const token = await tell(id, 'restaurée@canari.example');
    const { pool } = t.services;
    const { rows: saved } = await pool.query(`select * from cards where id = $1`, [id]);
    await withdraw(token);
    const row = saved[0];
    const columns = Object.keys(row).filter((name) => name !== 'id');
    await pool.query(
      `update cards set ${columns.map((name, i) => `"${name}" = $${i + 2}`).join(', ')} where id = $1`,
      [id, ...columns.map((name) => row[name])],
    );
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(200);
    const restarted = await buildApp(t.services, { pages: 'none' });
    await restarted.ready();
    await restarted.close();
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(404);
    expect((await t.as('grace').post('/api/cards', cardOf('Restaurée Jamais'))).statusCode).toBe(422);
  });

  test('is gone after a crash between the ledger and the database', async () => {
    const id = await makeCard(t, 'grace', 'Entredeux Coupée', {}, false);
    const ledger = openLedger(t.services.config.dataDir);
    await ledger.append([{ at: new Date().toISOString(), kind: 'erasure', card_id: id, fingerprints: [] }]);
    await settleLedger(t.services, ledger);
    expect((await t.as('grace').get(`/api/cards/${id}`)).statusCode).toBe(404);
  });
});
