import type { File } from '@cenacle/shared/files/contract.ts';
import type { Caller, TestApp } from '../app.ts';
import { uploaded } from '../upload.ts';
import type { World } from './world.ts';

/** Who may read what is planted: those in the circle, its author alone, or nobody any more. */
export type Readers = 'circle' | 'author' | 'nobody';

/** Words that nothing else in the product holds, one for each protected field. */
export const planted = new Map<string, { word: string; readers: Readers }>();

/** A new word of letters alone, so that search takes it whole. */
export function plant(field: string, readers: Readers = 'circle'): string {
  const letters = [...String(100 + planted.size)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
  const word = `zor${letters}ilune`;
  planted.set(field, { word, readers });
  return word;
}

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

/** A word in every protected field of the world, which its author writes; gives the document of the evidence. */
export async function plantEverything(t: TestApp, world: World): Promise<File> {
  const author = t.as('grace');
  const { circleId, threadId, postId, benchmarkId, criterionId, optionId, cardId, untoldCardId } = world;
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
  await sent(author.patch(`/api/posts/${postId}`, { body: `${plant('reply')} [x](/api/files/${file.id})` }));
  world.fileId = file.id;
  const gone = await sent(
    author.post(`/api/threads/${threadId}/posts`, { body: plant('deleted reply', 'nobody') }),
  );
  await sent(author.delete(`/api/posts/${gone.id}`));
  await sent(author.put(`/api/drafts/thread:${threadId}`, { content: { body: plant('draft', 'author') } }));
  await sent(
    author.put(`/api/threads/${threadId}/outcome`, {
      decision: plant('decision'),
      again: 'partly',
      result: plant('result'),
      questions: [plant('question')],
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
  await sent(author.post('/api/tokens', { name: plant('token', 'author'), scope: 'read', days: 1 }));
  return document;
}
