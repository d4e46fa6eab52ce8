import { invitedMemberId, type World } from './world.ts';

/** What Mallory owns, who is outside of the world: from there she points into it. */
export interface Own {
  circleId: string;
  threadId: string;
  caseId: string;
  providerId: string;
  engagementId: string;
  benchmarkId: string;
  optionId: string;
  criterionId: string;
  cardId: string;
}

/** Where the tests stand: the world that is not seen, and Mallory's own; both made before the first. */
export const here = {} as { world: World; own: Own };

/** One way to point at something. */
export interface Reference {
  /** The field, as `fieldsOfIds` writes it; of Markdown, what it is. */
  at: string;
  /** The id that the caller does not see. */
  unseen: () => string;
  by?: 'mo';
  path: (id: string) => string;
  body?: (id: string) => object;
}

/** A reference in an address. */
const asked = (at: string, unseen: () => string, query = ''): Reference => ({
  at: `GET ${at}`,
  unseen,
  path: (id) => {
    const [path = '', , name = ''] = at.split(' ');
    return `${path.replace(':id', here.own.benchmarkId)}?${name}=${id}${query}`;
  },
});

const reply = (at: string, unseen: () => string, text: (id: string) => string): Reference => ({
  at,
  unseen,
  path: () => `/api/threads/${here.own.threadId}/posts`,
  body: (id) => ({ body: text(id) }),
});

const vouch = (field: string, unseen: () => string): Reference => ({
  at: `PUT /api/cards/:id/vouch body evidence.${field}`,
  unseen,
  path: () => `/api/cards/${here.own.cardId}/vouch`,
  body: (id) => ({
    for_what: 'Sérieuse',
    relation: 'client',
    conflict: 'none',
    again: 'yes',
    evidence: {
      grade: 'finished',
      ...(field === 'file_id' ? { engagement_id: here.own.engagementId, grade: 'finished_documented' } : {}),
      [field]: id,
    },
  }),
});

const evaluation = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `PUT /api/benchmarks/:id/evaluations body ${field}`,
  unseen,
  path: () => `/api/benchmarks/${here.own.benchmarkId}/evaluations`,
  body: (id) => ({
    option_id: here.own.optionId,
    relation: 'client',
    values: [],
    evidence: { grade: 'opinion' },
    submit: false,
    ...change(id),
  }),
});

const opened = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `POST /api/benchmarks body ${field}`,
  unseen,
  path: () => '/api/benchmarks',
  body: (id) => ({
    need: 'Un autre besoin',
    criteria: [{ name: 'Qualité', kind: 'rating' }],
    options: [{ provider_id: here.own.providerId }],
    ...change(id),
  }),
});

const edited = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `PATCH /api/benchmarks/:id body ${field}`,
  unseen,
  path: () => `/api/benchmarks/${here.own.benchmarkId}`,
  body: change,
});

const pass = (field: string, unseen: () => string): Reference => ({
  at: `POST /api/cards/:id/passes body ${field}`,
  unseen,
  path: () => `/api/cards/${here.own.cardId}/passes`,
  body: (id) => ({ [field]: id }),
});

const card = (field: string, unseen: () => string): Reference[] => [
  {
    at: `POST /api/cards body ${field}`,
    unseen,
    path: () => '/api/cards',
    body: (id) => ({ firm: 'Y', source: 's', for_what: 'Tout', stance: 'deploys', [field]: id }),
  },
  {
    at: `PATCH /api/cards/:id body ${field}`,
    unseen,
    path: () => `/api/cards/${here.own.cardId}`,
    body: (id) => ({ [field]: id }),
  },
];

const replied = (field: string, unseen: () => string): Reference => ({
  at: `POST /api/providers/:id/replies body ${field}`,
  unseen,
  path: () => `/api/providers/${here.own.providerId}/replies`,
  body: (id) => ({ text: 'R', source: 'S', said_on: '2026-01-15', [field]: id }),
});

const audience = () => here.world.audienceId;
const thread = () => here.world.threadId;
const circle = () => here.world.circleId;
const file = () => here.world.fileId;

/** Every field that takes an id, and each kind of reference in Markdown: who points at what, and how. */
export const references: Reference[] = [
  asked('/api/members/suggestions query thread_id', thread, '&q=gr'),
  asked('/api/members/suggestions query audience_id', audience, '&q=gr'),
  asked('/api/threads query circle_id', circle),
  asked('/api/threads/next query from', thread),
  {
    at: 'PUT /api/follows/mutes body member_id',
    unseen: () => here.world.threadId,
    path: () => '/api/follows/mutes',
    body: (id) => ({ member_id: id, muted: true }),
  },
  {
    at: 'PUT /api/threads/:id/outcome body helpful_post_ids[]',
    unseen: () => here.world.postId,
    path: () => `/api/threads/${here.own.caseId}/outcome`,
    body: (id) => ({ decision: 'Fait', again: 'yes', helpful_post_ids: [id] }),
  },
  {
    at: 'POST /api/threads/read body circle_id',
    unseen: circle,
    path: () => '/api/threads/read',
    body: (id) => ({ circle_id: id }),
  },
  ...(
    [
      ['post_id', () => here.world.postId],
      ['thread_id', thread],
    ] as const
  ).map(([field, unseen]): Reference => ({
    at: `POST /api/bookmarks body ${field}`,
    unseen,
    path: () => '/api/bookmarks',
    body: (id) => ({ [field]: id }),
  })),
  ...(['id', 'subject_id', 'opened_id'] as const).map((field): Reference => ({
    at: `POST /api/notifications/read body ${field}`,
    unseen: thread,
    path: () => '/api/notifications/read',
    body: (id) => ({ [field]: id }),
  })),
  asked('/api/benchmarks query circle_id', circle),
  replied('audience_id', audience),
  asked('/api/search query circle_id', circle, '&q=cas'),
  asked('/api/benchmarks/:id/evaluations query option_id', () => here.world.optionId),
  asked('/api/benchmarks/:id/evaluations query criterion_id', () => here.world.criterionId),
  {
    at: 'POST /api/circles/:id/invitations body member_id',
    unseen: () => invitedMemberId,
    path: () => `/api/circles/${here.own.circleId}/invitations`,
    body: (id) => ({ member_id: id }),
  },
  {
    at: 'POST /api/threads body audience_id',
    unseen: audience,
    path: () => '/api/threads',
    body: (id) => ({ kind: 'discussion', title: 'x', body: 'x', audience_id: id }),
  },
  {
    at: 'POST /api/threads body member_ids[]',
    unseen: () => invitedMemberId,
    path: () => '/api/threads',
    body: (id) => ({ kind: 'discussion', title: 'x', body: 'x', member_ids: [id] }),
  },
  {
    at: 'POST /api/threads/:id/posts body reply_to',
    unseen: () => here.world.postId,
    path: () => `/api/threads/${here.own.threadId}/posts`,
    body: (id) => ({ body: 'x', reply_to: id }),
  },
  // A mention has no row: members are public to members, imported authors who never joined included.
  reply('a link to a thread', thread, (id) => `[là](thread:${id}#2) et /threads/${id}`),
  reply('a file', file, (id) => `![vue](/api/files/${id}/vue.png) [pièce](/api/files/${id})`),
  reply(
    'a quote',
    () => here.world.postId,
    (id) => `> [Grace](post:${id})\n>\n> Elle a dit cela.`,
  ),
  {
    at: 'PUT /api/knowledge/pins body thread_ids[]',
    unseen: thread,
    by: 'mo',
    path: () => '/api/knowledge/pins',
    body: (id) => ({ tag: 'essai', thread_ids: [id] }),
  },
  {
    at: 'POST /api/moderation/threads/:id/merge body into_id',
    unseen: thread,
    by: 'mo',
    path: () => `/api/moderation/threads/${here.own.threadId}/merge`,
    body: (id) => ({ into_id: id, reason: 'Essai' }),
  },
  {
    at: 'POST /api/moderation/threads/:id/narrow body audience_id',
    unseen: audience,
    by: 'mo',
    path: () => `/api/moderation/threads/${here.own.threadId}/narrow`,
    body: (id) => ({ audience_id: id, reason: 'Essai' }),
  },
  ...card('audience_id', audience),
  vouch('thread_id', thread),
  vouch('engagement_id', () => here.world.engagementId),
  vouch('file_id', file),
  pass('member_id', () => invitedMemberId),
  pass('circle_id', circle),
  pass('thread_id', thread),
  opened('audience_id', audience, (id) => ({ audience_id: id })),
  opened('thread_id', thread, (id) => ({ thread_id: id })),
  ...[opened, edited].flatMap((body) => [
    body(
      'criteria[].id',
      () => here.world.criterionId,
      (id) => ({
        criteria: [{ id, name: 'Qualité', kind: 'rating' }],
      }),
    ),
    body(
      'options[].id',
      () => here.world.optionId,
      (id) => ({
        options: [{ id, provider_id: here.own.providerId }],
      }),
    ),
  ]),
  edited(
    'chosen_option_id',
    () => here.world.optionId,
    (id) => ({ chosen_option_id: id }),
  ),
  evaluation(
    'option_id',
    () => here.world.optionId,
    (id) => ({ option_id: id }),
  ),
  evaluation(
    'values[].criterion_id',
    () => here.world.criterionId,
    (id) => ({
      values: [{ criterion_id: id, status: 'known', value: 4 }],
    }),
  ),
  evaluation('evidence.thread_id', thread, (id) => ({ evidence: { grade: 'finished', thread_id: id } })),
  evaluation(
    'evidence.engagement_id',
    () => here.world.engagementId,
    (id) => ({
      evidence: { grade: 'finished', engagement_id: id },
    }),
  ),
  evaluation('evidence.file_id', file, (id) => ({
    evidence: { grade: 'finished_documented', engagement_id: here.own.engagementId, file_id: id },
  })),
  {
    at: 'PUT /api/benchmarks/:id/weights body weights[].criterion_id',
    unseen: () => here.world.criterionId,
    path: () => `/api/benchmarks/${here.own.benchmarkId}/weights`,
    body: (id) => ({ weights: [{ criterion_id: id, weight: 1 }] }),
  },
];
