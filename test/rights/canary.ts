import sharp from 'sharp';
import type { File } from '@cenacle/shared/files/contract.ts';
import type { Caller, TestApp } from '../app.ts';
import { uploaded } from '../upload.ts';
import type { World } from './world.ts';

/** Who may read what is planted: those in the circle, its author, its moderators alone, or nobody any more. */
export type Readers = 'circle' | 'author' | 'moderator' | 'nobody';

/** Words that nothing else in the product holds, one for each protected field. */
export const planted = new Map<string, { word: string; readers: Readers }>();

/** A new word of letters alone, so that search takes it whole. */
export function plant(field: string, readers: Readers = 'circle'): string {
  const letters = [...String(100 + planted.size)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
  const word = `zor${letters}ilune`;
  planted.set(field, { word, readers });
  return word;
}

/** As long and as strange as a planted word, and planted nowhere. */
export const another = (word: string) => word.replace('zor', 'vuq');

/** The fields whose words stand in the text. */
export const fieldsIn = (text: string): string[] => {
  const lower = text.toLowerCase();
  return [...planted].filter(([, { word }]) => lower.includes(word)).map(([field]) => field);
};

/** The fields that these readers may read. */
export const fieldsOf = (...readers: Readers[]): string[] =>
  [...planted].filter(([, each]) => readers.includes(each.readers)).map(([field]) => field);

/** The reply of a call that must succeed. */
export async function sent(reply: ReturnType<Caller['get']>) {
  const { statusCode, body } = await reply;
  if (statusCode >= 300) throw new Error(body);
  return body === '' ? null : JSON.parse(body);
}

/** With a word of its camera's, which stays behind when the picture is made anew. */
const takePicture = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { ImageDescription: plant('picture text', 'nobody') } })
    .jpeg()
    .toBuffer();

/** A word in every protected field of the world, which its author writes; gives the evidence's document and the picture. */
export async function plantEverything(t: TestApp, world: World): Promise<{ document: File; picture: File }> {
  const author = t.as('grace');
  const { circleId, threadId, postId, benchmarkId, criterionId, optionId, providerId } = world;
  const { cardId, untoldCardId } = world;
  await sent(
    author.patch(`/api/circles/${circleId}`, { name: plant('circle'), description: plant('circle text') }),
  );

  const thread = await sent(author.get(`/api/threads/${threadId}`));
  await sent(
    author.patch(`/api/threads/${threadId}`, {
      title: plant('title'),
      tags: [plant('tag')],
      sheet: {
        context: plant('context'),
        stuck: plant('stuck'),
        tried: plant('tried'),
        looking_for: plant('sought'),
      },
      version: thread.version,
    }),
  );
  await sent(author.patch(`/api/posts/${postId}`, { body: plant('earlier version') }));
  const file = await uploaded(t, author, `${plant('file name')}.txt`, plant('file content'));
  const picture = await uploaded(t, author, `${plant('picture name')}.jpg`, await takePicture());
  const files = `[x](/api/files/${file.id}) ![x](/api/files/${picture.id})`;
  await sent(author.patch(`/api/posts/${postId}`, { body: `${plant('reply')} ${files}` }));
  world.fileId = file.id;
  const gone = await sent(
    author.post(`/api/threads/${threadId}/posts`, { body: plant('deleted reply', 'nobody') }),
  );
  await sent(author.delete(`/api/posts/${gone.id}`));
  await sent(author.put(`/api/drafts/thread:${threadId}`, { content: { body: plant('draft', 'author') } }));
  await sent(
    author.patch(`/api/bookmarks/${world.bookmarkId}`, { note: plant('note of a bookmark', 'author') }),
  );
  await sent(
    author.put(`/api/threads/${threadId}/outcome`, {
      decision: plant('decision'),
      again: 'partly',
      result: plant('result'),
      questions: [plant('question')],
      provider_ids: [providerId],
    }),
  );

  await sent(
    author.put(`/api/threads/${threadId}/lesson`, {
      learned: plant('learned'),
      question: plant('question of a participant'),
    }),
  );

  const engagement = await sent(
    author.post('/api/engagements', {
      client: plant('client', 'author'),
      public_label: plant('public label'),
      sector: plant('sector'),
      started_on: '2025-01-01',
      ended_on: '2025-06-30',
    }),
  );
  world.engagementId = engagement.id;
  await sent(
    author.patch(`/api/benchmarks/${benchmarkId}`, {
      need: plant('need'),
      criteria: [
        { id: criterionId, name: plant('criterion'), note: plant('criterion note'), kind: 'rating' },
      ],
    }),
  );
  const document = await uploaded(t, author, `${plant('document name')}.txt`, plant('document content'));
  await sent(
    author.put(`/api/benchmarks/${benchmarkId}/evaluations`, {
      option_id: optionId,
      relation: 'client',
      values: [{ criterion_id: criterionId, status: 'known', value: 4 }],
      evidence: {
        grade: 'finished_documented',
        engagement_id: engagement.id,
        role: plant('role'),
        file_id: document.id,
      },
      submit: true,
    }),
  );

  await sent(
    author.patch(`/api/cards/${cardId}`, {
      firm: plant('firm'),
      job_title: plant('job title'),
      for_what: plant('for what'),
      not_for_what: plant('not for what'),
      area: plant('area'),
      source: plant('source'),
      contact_points: [{ kind: 'email', raw: `${plant('contact point', 'author')}@example.net` }],
    }),
  );
  await sent(
    author.put(`/api/cards/${cardId}/vouch`, {
      for_what: plant('vouch'),
      relation: 'client',
      conflict: 'none',
      again: 'yes',
      evidence: { grade: 'finished', engagement_id: engagement.id },
    }),
  );
  await sent(
    author.post(`/api/cards/${cardId}/passes`, { circle_id: circleId, note: plant('note of a pass') }),
  );
  await sent(author.patch(`/api/cards/${untoldCardId}`, { person: plant('person not told', 'author') }));
  // Of what others answer its author is told.
  await sent(t.as('linus').post(`/api/threads/${threadId}/posts`, { body: 'Merci' }));
  await sent(author.post('/api/tokens', { name: plant('token', 'author'), scope: 'read', days: 1 }));
  return { document, picture };
}

/** What all members read and what rests on something that few do. */
export interface Open {
  threadId: string;
  benchmarkId: string;
  optionId: string;
  criterionId: string;
  cardId: string;
}

/** Has the author speak of the hidden case in front of everybody, and the moderator inside act on it. */
export async function plantInTheOpen(
  t: TestApp,
  world: World,
  moderatorInside: Caller,
  pictureId: string,
): Promise<Open> {
  const author = t.as('grace');
  const link = `${t.services.config.publicUrl}/threads/${world.threadId}`;
  const thread = await sent(
    author.post('/api/threads', {
      kind: 'discussion',
      title: 'Devant tout le monde',
      body: `[x](${link}) ${link} [x](/api/files/${world.fileId}) ![x](/api/files/${pictureId})`,
    }),
  );
  const benchmark = await sent(
    author.post('/api/benchmarks', {
      need: 'Comparer devant tout le monde',
      thread_id: world.threadId,
      audience_id: thread.audience.id,
      criteria: [{ name: 'Tenue', kind: 'rating' }],
      options: [{ provider_id: world.providerId }],
    }),
  );
  const evidence = { grade: 'finished', thread_id: world.threadId };
  const [optionId, criterionId] = [benchmark.options[0].id, benchmark.criteria[0].id];
  await sent(
    author.put(`/api/benchmarks/${benchmark.id}/evaluations`, {
      option_id: optionId,
      relation: 'client',
      values: [{ criterion_id: criterionId, status: 'known', value: 5 }],
      evidence,
      submit: true,
    }),
  );
  const card = await sent(
    author.post('/api/cards', { firm: 'Maison ouverte', source: 'Vue', for_what: 'Tout', stance: 'deploys' }),
  );
  const vouch = { for_what: 'Sérieuse', relation: 'client', conflict: 'none', again: 'yes', evidence };
  await sent(author.put(`/api/cards/${card.id}/vouch`, vouch));
  await sent(
    t.as('linus').post(`/api/posts/${world.postId}/flags`, {
      reason: 'other',
      note: plant('note of a flag', 'moderator'),
    }),
  );
  for (const locked of [true, false]) {
    const reason = plant(locked ? 'reason of a lock' : 'reason of an unlock');
    await sent(moderatorInside.post(`/api/moderation/threads/${world.threadId}/lock`, { locked, reason }));
  }
  const tag = planted.get('tag')?.word;
  await sent(moderatorInside.put('/api/knowledge/pins', { tag, thread_ids: [world.threadId] }));
  return { threadId: thread.id, benchmarkId: benchmark.id, optionId, criterionId, cardId: card.id };
}
