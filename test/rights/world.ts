import { hashSecret, newSecret } from '../../server/members/secrets.ts';
import { newId } from '../../server/database.ts';
import { insertMembership } from '../../server/circles/queries.ts';
import type { TestApp } from '../app.ts';
import { cast, castMember, joinedAt, type Player } from '../cast.ts';
import { makeCircle, makeProvider } from '../make.ts';

/**
 * Who asks, seen from a thread in a circle. `invited` and `suspended` hold a session that should not be: whatever
 * put it there, it must open nothing.
 */
export const actors = [
  'guest',
  'invited',
  'suspended',
  'outside',
  'inside',
  'author',
  'moderatorOutside',
  'moderatorInside',
  'admin',
] as const;
export type Actor = (typeof actors)[number];

const player = (number: number, name: string, role: Player['role'] = 'member'): Player => ({
  id: `01900000-0000-7000-8000-0000000000${number}`,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@example.test`,
  role,
});
const mia = player(91, 'Mia Renard', 'moderator');
const ivan = player(92, 'Ivan Attend');
const sven = player(93, 'Sven Exclu');

/** Of somebody whom nobody can invite, name or pass a card to: an imported author. */
export const invitedMemberId = ivan.id;

/** The member behind each actor. */
const memberOf: Record<Exclude<Actor, 'guest'>, string> = {
  invited: ivan.id,
  suspended: sven.id,
  outside: cast.mallory.id,
  inside: cast.linus.id,
  author: cast.grace.id,
  moderatorOutside: cast.mo.id,
  moderatorInside: mia.id,
  admin: cast.ada.id,
};

/** The actors beyond the cast: a second moderator, one only invited, one suspended. */
export async function castActors(t: TestApp): Promise<void> {
  for (const member of [mia, ivan, sven]) await castMember(t.services, member);
  await t.services.pool.query(
    `update members set state = case id when $1 then 'invited' else 'suspended' end where id in ($1, $2)`,
    [ivan.id, sven.id],
  );
}

/** A new session of every actor: written into the database, as whatever signed them in would have. */
export async function signAll(t: TestApp): Promise<Record<Actor, Record<string, string>>> {
  const headers: Record<string, Record<string, string>> = { guest: {} };
  for (const [actor, memberId] of Object.entries(memberOf)) {
    const secret = newSecret();
    await insertSession(t, secret, memberId);
    headers[actor] = { cookie: `cenacle_session=${secret}` };
  }
  return headers as Record<Actor, Record<string, string>>;
}

const insertSession = (t: TestApp, secret: string, memberId: string, id = newId()) =>
  t.services.pool.query(
    `insert into sessions (token_hash, id, member_id, expires_at) values ($1, $2, $3, now() + interval '90 days')`,
    [hashSecret(secret), id, memberId],
  );

/** A circle with a case, a reply of the author with a history and a file, and what else the author owns. */
export interface World {
  n: number;
  circleId: string;
  audienceId: string;
  threadId: string;
  postId: string;
  fileId: string;
  invitationId: string;
  sessionId: string;
  tokenId: string;
  /** Open to all members; the second is for merging. */
  providerId: string;
  otherProviderId: string;
  engagementId: string;
  /** In the circle, with the author's evaluation of its one option. */
  benchmarkId: string;
  replyId: string;
  candidateId: string;
  optionId: string;
  criterionId: string;
  evaluationId: string;
  /** Of the post in the circle: one that waits, one that the moderator inside has taken; and a hidden post. */
  flagId: string;
  takenFlagId: string;
  hiddenPostId: string;
  /** In the circle, its person told, with the author's vouch; and one whose person was not. */
  cardId: string;
  untoldCardId: string;
  /** The link of the card's person. */
  personToken: string;
  /** Of the author: who marked all read, and keeps the post. */
  sweepId: string;
  bookmarkId: string;
  lessonId: string;
  mailToken: string;
  /** A member invited to the circle, and one who is in it and keeps nothing. */
  invitedId: string;
  memberId: string;
}

let made = 0;

const noCards = { cardId: '', untoldCardId: '', personToken: '', freeEngagementId: '' };

async function makeEngagement(t: TestApp, client: string, publicLabel: string): Promise<{ id: string }> {
  const period = { started_on: '2025-01-01', ended_on: '2025-06-30' };
  const reply = await t
    .as('grace')
    .post('/api/engagements', { client, public_label: publicLabel, ...period });
  return reply.json();
}

const noBenchmark = { benchmarkId: '', optionId: '', criterionId: '', evaluationId: '' };

/** A benchmark of the author in the circle, with their evaluation of its one option. */
async function makeBenchmark(
  t: TestApp,
  audienceId: string,
  providerId: string,
): Promise<typeof noBenchmark> {
  const author = t.as('grace');
  const benchmark = await author.post('/api/benchmarks', {
    need: `Besoin ${made}`,
    audience_id: audienceId,
    criteria: [{ name: 'Qualité', kind: 'rating' }],
    options: [{ provider_id: providerId }],
  });
  const { id: benchmarkId, options, criteria } = benchmark.json();
  const ids = { benchmarkId, optionId: options[0].id, criterionId: criteria[0].id };
  const evaluation = await author.put(`/api/benchmarks/${benchmarkId}/evaluations`, {
    option_id: ids.optionId,
    relation: 'client',
    values: [{ criterion_id: ids.criterionId, status: 'known', value: 4 }],
    evidence: { grade: 'opinion' },
    submit: true,
  });
  return { ...ids, evaluationId: evaluation.json().id };
}

/** A provider that an answer from elsewhere names in a benchmark. */
async function makeCandidate(t: TestApp, benchmarkId: string): Promise<string> {
  const author = t.as('grace');
  await author.post(`/api/benchmarks/${benchmarkId}/answers`, { source: 'list', text: `Maison ${made}` });
  const candidates = await author.get(`/api/benchmarks/${benchmarkId}/candidates`);
  return candidates.json().items[0].id;
}

/** Cards of the author in the circle, and an engagement on which nothing rests yet. */
async function makeCards(t: TestApp, audienceId: string, engagementId: string): Promise<typeof noCards> {
  const { pool } = t.services;
  const author = t.as('grace');
  const card = {
    person: `Personne ${made}`,
    firm: `Maison ${made}`,
    source: 'Croisée en mission',
    for_what: 'Relier un atelier à sa boutique',
    stance: 'deploys',
    audience_id: audienceId,
    contact_points: [{ kind: 'email', raw: `personne${made}@example.net` }],
  };
  const cardId: string = (await author.post('/api/cards', card)).json().id;
  await author.post(`/api/cards/${cardId}/attestation`, {
    on: new Date().toISOString().slice(0, 10),
    means: 'Par téléphone',
  });
  const vouch = await author.put(`/api/cards/${cardId}/vouch`, {
    for_what: 'Sérieuse',
    relation: 'client',
    conflict: 'none',
    again: 'yes',
    evidence: { grade: 'finished', engagement_id: engagementId },
  });
  if (vouch.statusCode !== 200) throw new Error(vouch.body);
  const personToken = newSecret();
  await pool.query(
    `insert into person_tokens (hash, card_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [hashSecret(personToken), cardId],
  );
  const untold = await author.post('/api/cards', {
    ...card,
    person: `Autre ${made}`,
    contact_points: [{ kind: 'email', raw: `autre${made}@example.net` }],
  });
  const freeEngagement = await makeEngagement(t, 'Autre client secret', 'Une autre PME');
  return {
    cardId,
    untoldCardId: untold.json().id,
    personToken,
    freeEngagementId: freeEngagement.id,
  };
}

/** What of a world a question takes its ids from: so much has to be made for it. */
export function needsOf(ask: (world: World) => unknown): (...parts: (keyof World)[]) => boolean {
  const read = new Set<string | symbol>();
  ask(new Proxy({} as World, { get: (_, part) => (read.add(part), part === 'n' ? 0 : '') }));
  return (...parts) => parts.some((part) => read.has(part));
}

/**
 * A new world for one row of the table, so that what one actor changes is no help to the next. What takes long to make,
 * and is not among what `needs` says of, is left out: its ids are empty.
 */
export async function makeWorld(t: TestApp, needs: ReturnType<typeof needsOf> = () => true): Promise<World> {
  made += 1;
  const { pool } = t.services;
  const { id: circleId, audienceId } = await makeCircle(t.services, `Cercle ${made}`, ['grace', 'linus']);
  const author = t.as('grace');
  await t.services.db.transaction((tx) =>
    insertMembership(tx, { circleId, memberId: mia.id, keeper: false, since: joinedAt }),
  );
  const sheet = { looking_for: 'Un retour vécu' };
  const opened = await author.post('/api/threads', {
    kind: 'case',
    title: `Cas ${made}`,
    sheet,
    audience_id: audienceId,
  });
  const threadId: string = opened.json().id;
  const reply = await author.post(`/api/threads/${threadId}/posts`, { body: 'Premier texte' });
  const postId: string = reply.json().id;
  await author.patch(`/api/posts/${postId}`, { body: 'Second texte' });
  const [fileId, invitationId, sessionId, tokenId] = [newId(), newId(), newId(), newId()];
  const stored = await t.services.files.put(Buffer.from(`fichier ${made}`));
  await pool.query(
    `insert into files (id, sha256, name, type, kind, bytes, uploader_id, post_id) values ($1, $2, 'a.txt', 'text/plain', 'document', 9, $3, $4)`,
    [fileId, stored.sha256, cast.grace.id, postId],
  );
  await pool.query(
    `insert into invitations (id, email, language, token_hash, sponsor_id, expires_at) values ($1, $2, 'fr', $3, $4, now() + interval '1 day')`,
    [invitationId, `invite${made}@example.test`, hashSecret(newSecret()), cast.grace.id],
  );
  await insertSession(t, newSecret(), cast.grace.id, sessionId);
  await pool.query(
    `insert into tokens (id, hash, member_id, name, scope, expires_at) values ($1, $2, $3, 'essai', 'read', now() + interval '1 day')`,
    [tokenId, hashSecret(newSecret()), cast.grace.id],
  );
  await pool.query(`insert into circle_invitations (circle_id, member_id, invited_by) values ($1, $2, $3)`, [
    circleId,
    cast.newt.id,
    cast.grace.id,
  ]);
  await author.put(`/api/drafts/thread:${threadId}`, { content: { body: 'brouillon' } });
  const lessonId = newId();
  await pool.query(
    `insert into lessons (id, thread_id, voice_id, learned, created_at)
     select $1, thread_id, voice_id, 'Demander trois références', now() from posts where id = $2`,
    [lessonId, postId],
  );
  const sweepId = newId();
  await pool.query('update reads set sweep_id = $1, swept_from = 0 where member_id = $2 and thread_id = $3', [
    sweepId,
    cast.grace.id,
    threadId,
  ]);
  await pool.query(
    `insert into notifications (member_id, event_id, kind, thread_id, read_by, sweep_id, created_at)
     values ($1, $2, 'closed', $3, 'hand', $4, now())`,
    [cast.grace.id, newId(), threadId, sweepId],
  );
  if (needs('mailToken'))
    await author.patch('/api/notifications/settings', {
      kinds: [{ kind: 'follow', app: true, mail: 'never' }],
    });
  const mailToken = newSecret();
  await pool.query(
    `insert into member_mails (id, member_id, kind, token_hash, shown, created_at) values ($1, $2, 'digest', $3, $4, now())`,
    [newId(), cast.grace.id, hashSecret(mailToken), { threads: [], notifications: [] }],
  );
  await pool.query(
    `insert into silenced_addresses (member_id, address, note, silenced_at) values ($1, $2, 'EENVELOPE 550', now()) on conflict do nothing`,
    [cast.newt.id, cast.newt.email],
  );
  const bookmark = needs('bookmarkId')
    ? (await author.post('/api/bookmarks', { post_id: postId, note: 'À revoir' })).json()
    : { id: '' };
  const flagged = async (taker: string | null) => {
    const id = newId();
    const post = await author.post(`/api/threads/${threadId}/posts`, { body: 'À revoir' });
    await pool.query(
      `insert into flags (id, thread_id, post_id, flagger_id, reason, state, taken_by, taken_at) values ($1, $2, $3, $4, 'other', $5, $6, now())`,
      [id, threadId, post.json().id, cast.linus.id, taker ? 'taken' : 'open', taker],
    );
    return { id, postId: post.json().id as string };
  };
  const withFlags = needs('flagId', 'takenFlagId', 'hiddenPostId');
  const open = withFlags ? await flagged(null) : { id: '', postId: '' };
  const taken = withFlags ? await flagged(mia.id) : open;
  if (withFlags) await pool.query(`update posts set state = 'hidden' where id = $1`, [open.postId]);
  const providers = [
    await makeProvider(t.services, `Atelier ${made}`),
    await makeProvider(t.services, `Maison ${made}`),
  ];
  const providerReply = needs('replyId')
    ? await author.post(`/api/providers/${providers[0]}/replies`, {
        text: `Réponse ${made}`,
        source: 'Direction, par courriel',
        said_on: '2026-01-15',
        audience_id: audienceId,
      })
    : null;
  const withCards = needs('cardId', 'untoldCardId', 'personToken');
  const compared = needs('benchmarkId', 'optionId', 'criterionId', 'evaluationId', 'candidateId')
    ? await makeBenchmark(t, audienceId, String(providers[0]))
    : noBenchmark;
  const candidateId = needs('candidateId') ? await makeCandidate(t, compared.benchmarkId) : '';
  const engagement =
    withCards || needs('engagementId') ? await makeEngagement(t, 'Client secret', 'Une PME') : { id: '' };
  const cards = withCards ? await makeCards(t, audienceId, engagement.id) : noCards;
  return {
    n: made,
    flagId: open.id,
    takenFlagId: taken.id,
    hiddenPostId: open.postId,
    ...cards,
    providerId: String(providers[0]),
    otherProviderId: String(providers[1]),
    engagementId: cards.freeEngagementId || engagement.id,
    ...compared,
    candidateId,
    replyId: providerReply?.json().id ?? '',
    circleId,
    audienceId,
    threadId,
    postId,
    fileId,
    invitationId,
    sessionId,
    tokenId,
    sweepId,
    bookmarkId: bookmark.id,
    lessonId,
    mailToken,
    invitedId: cast.newt.id,
    memberId: cast.linus.id,
  };
}
