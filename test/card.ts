import type { TestApp } from './app.ts';
import type { Name } from './cast.ts';

export const today = () => new Date().toISOString().slice(0, 10);

/** A card as a member would write it, of an invented person. */
export const cardOf = (person: string, more: object = {}) => ({
  person,
  job_title: 'Fondatrice',
  firm: 'Atelier Canari',
  for_what: 'Relier un atelier à sa boutique',
  stance: 'deploys',
  source: 'Rencontrée sur une mission',
  contact_points: [
    { kind: 'phone', raw: '01 99 00 12 34' },
    { kind: 'email', raw: `${person.split(' ')[0]?.toLowerCase()}@canari.example` },
  ],
  ...more,
});

/** Makes a card and gives its id; with `told` its person was told of it. */
export async function makeCard(
  t: TestApp,
  owner: Name,
  person: string,
  more: object = {},
  told = true,
): Promise<string> {
  const made = await t.as(owner).post('/api/cards', cardOf(person, more));
  if (made.statusCode !== 201) throw new Error(made.body);
  const { id } = made.json();
  if (told) await t.as(owner).post(`/api/cards/${id}/attestation`, { on: today(), means: 'De vive voix' });
  return id;
}

/** An engagement that has ended, to rest a vouch on. */
export async function makeEngagement(t: TestApp, owner: Name): Promise<string> {
  const made = await t.as(owner).post('/api/engagements', {
    client: 'Client tu',
    public_label: 'Groupe agroalimentaire, 80 personnes',
    started_on: '2025-01-01',
    ended_on: '2025-06-30',
  });
  return made.json().id;
}

export const vouchOn = (engagementId: string, more: object = {}) => ({
  for_what: 'A relié notre boutique en six semaines',
  relation: 'client',
  conflict: 'none',
  again: 'yes',
  evidence: { grade: 'finished', engagement_id: engagementId },
  ...more,
});
