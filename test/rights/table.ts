import type { Route } from '@cenacle/shared/http.ts';
import * as answers from '@cenacle/shared/benchmarks/answers-contract.ts';
import * as benchmarks from '@cenacle/shared/benchmarks/contract.ts';
import { getRanking } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import * as sheets from '@cenacle/shared/benchmarks/sheet-contract.ts';
import * as bookmarks from '@cenacle/shared/threads/bookmark-contract.ts';
import * as cards from '@cenacle/shared/cards/contract.ts';
import * as checks from '@cenacle/shared/threads/check-contract.ts';
import * as circles from '@cenacle/shared/circles/contract.ts';
import * as evidence from '@cenacle/shared/evidence/contract.ts';
import * as files from '@cenacle/shared/files/contract.ts';
import * as helpful from '@cenacle/shared/threads/helpful-contract.ts';
import * as knowledge from '@cenacle/shared/knowledge/contract.ts';
import * as lessons from '@cenacle/shared/threads/lesson-contract.ts';
import * as members from '@cenacle/shared/members/contract.ts';
import { search } from '@cenacle/shared/search/contract.ts';
import * as moderation from '@cenacle/shared/moderation/contract.ts';
import * as notifications from '@cenacle/shared/notifications/contract.ts';
import * as providers from '@cenacle/shared/providers/contract.ts';
import * as record from '@cenacle/shared/providers/record-contract.ts';
import * as uses from '@cenacle/shared/threads/use-contract.ts';
import * as sessions from '@cenacle/shared/sessions/contract.ts';
import * as follows from '@cenacle/shared/threads/follow-contract.ts';
import * as threads from '@cenacle/shared/threads/contract.ts';
import * as unread from '@cenacle/shared/threads/unread-contract.ts';
import * as outcomes from '@cenacle/shared/threads/outcome-contract.ts';
import { getOpenApi } from '../../server/http/health.ts';
import { cast } from '../cast.ts';
import { actors, type Actor, type World } from './world.ts';

/** What a route is asked with in a world; `:name` of the path comes from `params`. */
export interface Ask {
  params?: Record<string, string>;
  query?: string;
  body?: object;
  headers?: Record<string, string>;
}

export interface Row {
  route: Route;
  ask: (world: World, actor: Actor) => Ask;
  expect: Record<Actor, number>;
}

const locked: Actor[] = ['guest', 'invited', 'suspended'];

/** The same status for everybody: routes that open to guests. */
const everybody = (status: number) =>
  Object.fromEntries(actors.map((actor) => [actor, status])) as Record<Actor, number>;

/** 401 without a living session, else `status` unless said otherwise. */
const signedIn = (status: number, others: Partial<Record<Actor, number>> = {}): Record<Actor, number> => ({
  ...everybody(status),
  ...(Object.fromEntries(locked.map((actor) => [actor, 401])) as Partial<Record<Actor, number>>),
  ...others,
});

/** In the circle: `status`; outside of it, whatever one’s role, nothing is there. */
const inside = (status: number, others: Partial<Record<Actor, number>> = {}) =>
  signedIn(404, { inside: status, author: status, moderatorInside: status, ...others });

/** The owner alone; for all others it does not exist. */
const owner = (status: number) => signedIn(404, { author: status });

const nothing = () => ({});
const circle = ({ circleId }: World): Ask => ({ params: { id: circleId } });
const thread = ({ threadId }: World): Ask => ({ params: { id: threadId } });
const post = ({ postId }: World): Ask => ({ params: { id: postId } });
const mailLink = ({ mailToken }: World): Ask => ({ body: { token: mailToken } });
const bookmark = ({ bookmarkId }: World): Ask => ({ params: { id: bookmarkId } });
const provider = ({ providerId }: World): Ask => ({ params: { id: providerId } });
const engagement = ({ engagementId }: World): Ask => ({ params: { id: engagementId } });
const benchmark = ({ benchmarkId }: World): Ask => ({ params: { id: benchmarkId } });
const card = ({ cardId }: World): Ask => ({ params: { id: cardId } });
const untold = ({ untoldCardId }: World): Ask => ({ params: { id: untoldCardId } });
const moderators = (status: number) =>
  signedIn(403, { moderatorOutside: status, moderatorInside: status, admin: status });
/** Of moderators, who are in the circle: to others outside it is not there, and members may not act. */
const moderatorInside = (status: number) =>
  signedIn(403, { moderatorOutside: 404, admin: 404, moderatorInside: status });
const why = { body: { reason: 'Essai' } };
/** Names so unlike one another that no two are taken for twins: one for each actor. */
const unlikeNames = ['Zinc', 'Cuivre', 'Ardoise', 'Osier', 'Laiton', 'Granit', 'Verre', 'Jonquille', 'Ocre'];
const noLink = { token: 'un-lien-qui-n-existe-pas-du-tout-0123456789' };

const form = {
  headers: { 'content-type': 'multipart/form-data; boundary=ligne' },
  body: Buffer.from(
    '--ligne\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nBonjour\r\n--ligne--\r\n',
  ),
};

/** Every route of the API × everybody. A route without its row here fails the suite. */
export const table: Row[] = [
  {
    route: sessions.signIn,
    ask: () => ({ body: { email: 'x@example.test', password: 'faux' } }),
    expect: everybody(401),
  },
  { route: sessions.signOut, ask: nothing, expect: everybody(204) },
  {
    route: sessions.askForCode,
    ask: ({ n }) => ({ body: { email: `x${n}@example.test` } }),
    expect: everybody(202),
  },
  {
    route: sessions.signInWithCode,
    ask: () => ({ body: { email: 'x@example.test', code: '000000' } }),
    expect: everybody(401),
  },
  {
    route: sessions.askForReset,
    ask: ({ n }) => ({ body: { email: `x${n}@example.test` } }),
    expect: everybody(202),
  },
  {
    route: sessions.resetPassword,
    ask: () => ({ body: { ...noLink, password: 'un mot de passe neuf' } }),
    expect: everybody(404),
  },
  { route: sessions.listSessions, ask: nothing, expect: signedIn(200) },
  { route: sessions.endSession, ask: ({ sessionId }) => ({ params: { id: sessionId } }), expect: owner(204) },
  {
    route: sessions.changePassword,
    ask: () => ({ body: { current: 'faux', password: 'un mot de passe neuf' } }),
    expect: signedIn(422),
  },
  { route: sessions.listTokens, ask: nothing, expect: signedIn(200) },
  {
    route: sessions.createToken,
    ask: () => ({ body: { name: 'Essai', scope: 'read', days: 1 } }),
    expect: signedIn(201),
  },
  { route: sessions.revokeToken, ask: ({ tokenId }) => ({ params: { id: tokenId } }), expect: owner(204) },

  { route: members.getMe, ask: nothing, expect: signedIn(200) },
  { route: members.updateMe, ask: () => ({ body: { place: 'Lille' } }), expect: signedIn(200) },
  { route: members.listMembers, ask: nothing, expect: signedIn(200) },
  {
    route: members.suggestMembers,
    ask: ({ audienceId }) => ({ query: `?q=gr&audience_id=${audienceId}` }),
    expect: signedIn(422, { inside: 200, author: 200, moderatorInside: 200 }),
  },
  { route: members.getMember, ask: () => ({ params: { id: cast.newt.id } }), expect: signedIn(200) },
  {
    route: members.updateMember,
    ask: () => ({ params: { id: cast.newt.id }, body: { state: 'active', reason: 'Essai' } }),
    expect: signedIn(403, { moderatorOutside: 200, moderatorInside: 200, admin: 200 }),
  },
  { route: members.listInvitations, ask: nothing, expect: signedIn(200) },
  {
    route: members.invite,
    ask: ({ n }, actor) => ({ body: { email: `${actor}${n}@example.org` } }),
    expect: signedIn(201),
  },
  {
    route: members.revokeInvitation,
    ask: ({ invitationId }) => ({ params: { id: invitationId } }),
    expect: signedIn(404, { author: 204, moderatorOutside: 204, moderatorInside: 204, admin: 204 }),
  },
  { route: members.lookAtInvitation, ask: () => ({ body: noLink }), expect: everybody(404) },
  {
    route: members.acceptInvitation,
    ask: () => ({
      body: {
        ...noLink,
        name: 'X',
        password: 'un mot de passe neuf',
        language: 'fr',
        zone: 'Europe/Paris',
        charter: true,
      },
    }),
    expect: everybody(404),
  },

  { route: circles.listCircles, ask: nothing, expect: signedIn(200) },
  { route: circles.createCircle, ask: () => ({ body: { name: 'Nouveau' } }), expect: signedIn(201) },
  { route: circles.getCircle, ask: circle, expect: inside(200) },
  {
    route: circles.updateCircle,
    ask: (w) => ({ ...circle(w), body: { name: 'Renommé' } }),
    expect: inside(403, { author: 200 }),
  },
  {
    route: circles.inviteToCircle,
    ask: (w) => ({ ...circle(w), body: { member_id: cast.mallory.id } }),
    expect: inside(200),
  },
  {
    route: circles.withdrawCircleInvitation,
    ask: (w) => ({ params: { id: w.circleId, member_id: w.invitedId } }),
    expect: inside(403, { author: 200 }),
  },
  {
    route: circles.updateCircleMember,
    ask: (w) => ({ params: { id: w.circleId, member_id: w.memberId }, body: { keeper: true } }),
    expect: inside(403, { author: 200 }),
  },
  {
    route: circles.removeFromCircle,
    ask: (w) => ({ params: { id: w.circleId, member_id: w.memberId } }),
    expect: inside(403, { author: 200 }),
  },
  { route: circles.leaveCircle, ask: circle, expect: inside(204, { author: 409 }) },
  { route: circles.listCircleInvitations, ask: nothing, expect: signedIn(200) },
  {
    route: circles.answerCircleInvitation,
    ask: (w) => ({ ...circle(w), body: { answer: 'join' } }),
    expect: signedIn(404),
  },
  { route: circles.listAudiences, ask: nothing, expect: signedIn(200) },

  { route: files.uploadFile, ask: () => form, expect: signedIn(201) },
  {
    route: files.getFile,
    ask: ({ fileId }) => ({ params: { id: fileId, name: 'a.txt' } }),
    expect: inside(200),
  },

  { route: threads.listThreads, ask: nothing, expect: signedIn(200) },
  {
    route: threads.openThread,
    ask: ({ audienceId }) => ({
      body: { kind: 'discussion', title: 'T', body: 'x', audience_id: audienceId },
    }),
    expect: signedIn(422, { inside: 201, author: 201, moderatorInside: 201 }),
  },
  { route: threads.getThread, ask: thread, expect: inside(200) },
  {
    route: threads.updateThread,
    ask: (w) => ({ ...thread(w), body: { reason: 'Essai', title: 'Autre titre' } }),
    expect: inside(403, { author: 200, moderatorInside: 200 }),
  },
  { route: threads.listPosts, ask: thread, expect: inside(200) },
  {
    route: threads.reply,
    ask: (w) => ({ ...thread(w), body: { body: 'Une réponse' } }),
    expect: inside(201),
  },
  // It was merged into no other: there is no such place for anybody.
  { route: threads.getPlace, ask: thread, expect: signedIn(404) },
  { route: threads.getPost, ask: post, expect: inside(200) },
  {
    route: threads.editPost,
    ask: (w) => ({ ...post(w), body: { body: 'Troisième' } }),
    expect: inside(403, { author: 200 }),
  },
  { route: threads.deletePost, ask: post, expect: inside(403, { author: 204 }) },
  { route: threads.listVersions, ask: post, expect: inside(200) },
  { route: threads.markRead, ask: (w) => ({ ...thread(w), body: { position: 1 } }), expect: inside(200) },
  {
    route: threads.followThread,
    ask: (w) => ({ ...thread(w), body: { level: 'mentions' } }),
    expect: inside(200),
  },
  { route: follows.getFollows, ask: nothing, expect: signedIn(200) },
  {
    route: follows.followAudience,
    ask: (w) => ({ params: { id: w.audienceId }, body: { level: 'everything' } }),
    expect: inside(200),
  },
  {
    route: follows.followTag,
    ask: () => ({ body: { tag: 'budget', level: 'mentions' } }),
    expect: signedIn(200),
  },
  {
    route: follows.muteMember,
    ask: () => ({ body: { member_id: cast.newt.id, muted: true } }),
    expect: signedIn(200),
  },
  {
    route: unread.getNextUnread,
    ask: ({ threadId }) => ({ query: `?from=${threadId}` }),
    expect: signedIn(200),
  },
  { route: unread.markAllRead, ask: () => ({ body: {} }), expect: signedIn(200) },
  { route: unread.undoMarkAllRead, ask: ({ sweepId }) => ({ params: { id: sweepId } }), expect: owner(200) },
  { route: notifications.listNotifications, ask: nothing, expect: signedIn(200) },
  {
    route: notifications.readNotifications,
    ask: (w) => ({ body: { subject_id: w.threadId } }),
    expect: signedIn(200),
  },
  {
    route: notifications.undoReadNotifications,
    ask: ({ sweepId }) => ({ params: { id: sweepId } }),
    expect: owner(200),
  },
  { route: notifications.getNotificationSettings, ask: nothing, expect: signedIn(200) },
  {
    route: notifications.setNotificationSettings,
    ask: () => ({ body: { kinds: [{ kind: 'follow', app: true, mail: 'never' }], hour: 8 } }),
    expect: signedIn(200),
  },
  { route: notifications.liftSilence, ask: nothing, expect: signedIn(200) },
  {
    route: notifications.reportBounce,
    ask: () => ({ body: { address: 'personne@example.test' } }),
    expect: signedIn(403, { admin: 204 }),
  },
  { route: notifications.lookAtMail, ask: mailLink, expect: everybody(200) },
  { route: notifications.unsubscribe, ask: mailLink, expect: everybody(204) },
  { route: notifications.readMail, ask: mailLink, expect: everybody(204) },
  { route: bookmarks.listBookmarks, ask: nothing, expect: signedIn(200) },
  { route: bookmarks.getBookmark, ask: bookmark, expect: owner(200) },
  {
    route: bookmarks.addBookmark,
    ask: (w) => ({ body: { post_id: w.postId, note: 'À revoir' } }),
    expect: signedIn(422, { inside: 201, author: 201, moderatorInside: 201 }),
  },
  {
    route: bookmarks.editBookmark,
    ask: (w) => ({ ...bookmark(w), body: { note: 'Autrement' } }),
    expect: owner(200),
  },
  { route: bookmarks.deleteBookmark, ask: bookmark, expect: owner(204) },
  { route: threads.listTags, ask: nothing, expect: signedIn(200) },
  { route: threads.renderText, ask: () => ({ body: { markdown: 'x' } }), expect: signedIn(200) },
  { route: threads.getDraft, ask: (w) => ({ params: { key: `thread:${w.threadId}` } }), expect: owner(200) },
  { route: threads.listDrafts, ask: nothing, expect: signedIn(200) },
  {
    route: threads.saveDraft,
    ask: () => ({ params: { key: 'new-case' }, body: { content: { title: 'x' } } }),
    expect: signedIn(200),
  },
  { route: threads.discardDraft, ask: () => ({ params: { key: 'new-case' } }), expect: signedIn(204) },
  { route: threads.putOffClosing, ask: thread, expect: inside(403, { author: 200 }) },
  { route: threads.getToday, ask: nothing, expect: signedIn(200) },
  { route: threads.visitToday, ask: nothing, expect: signedIn(204) },
  {
    route: outcomes.closeCase,
    ask: (w) => ({ ...thread(w), body: { decision: 'Fait', again: 'yes' } }),
    expect: inside(403, { author: 200, moderatorInside: 200 }),
  },
  // The case of this world is not one whose author is asked yet.
  {
    route: checks.answerCheck,
    ask: (w) => ({ ...thread(w), body: { days: 30, answer: 'held' } }),
    expect: inside(403),
  },
  // Its author has a post in it, once it is finished; here it is open.
  {
    route: lessons.putLesson,
    ask: (w) => ({ ...thread(w), body: { learned: 'Retenu' } }),
    expect: inside(403),
  },
  { route: lessons.deleteLesson, ask: thread, expect: signedIn(404, { author: 204 }) },
  {
    route: helpful.markHelpful,
    ask: (w) => ({ ...post(w), body: { helpful: true } }),
    expect: inside(403, { author: 200 }),
  },
  { route: helpful.listExcerpts, ask: thread, expect: inside(200) },
  { route: outcomes.listOutcomes, ask: thread, expect: inside(200) },

  { route: uses.listDueUses, ask: nothing, expect: signedIn(200) },
  {
    // The case of the world is open: nothing is asked yet.
    route: uses.answerUse,
    ask: (w) => ({
      params: { id: w.threadId },
      body: { provider_id: w.providerId, months: 6, still: true, again: 'yes' },
    }),
    expect: inside(403),
  },
  { route: providers.listProviders, ask: nothing, expect: signedIn(200) },
  { route: providers.listSimilarProviders, ask: () => ({ query: '?name=Atelier' }), expect: signedIn(200) },
  {
    route: providers.addProvider,
    ask: (_, actor) => ({ body: { name: unlikeNames[actors.indexOf(actor)] } }),
    expect: signedIn(201),
  },
  { route: providers.getProvider, ask: provider, expect: signedIn(200) },
  { route: record.getProviderRecord, ask: provider, expect: signedIn(200) },
  {
    route: record.recordReply,
    ask: (w) => ({
      ...provider(w),
      body: { text: 'R', source: 'S', said_on: '2026-01-15', audience_id: w.audienceId },
    }),
    expect: signedIn(422, { inside: 201, author: 201, moderatorInside: 201 }),
  },
  {
    route: record.removeReply,
    ask: (w) => ({ params: { id: w.providerId, reply_id: w.replyId } }),
    expect: inside(403, { author: 204, moderatorInside: 204 }),
  },
  {
    route: providers.editProvider,
    ask: (w) => ({ ...provider(w), body: { place: 'Lyon' } }),
    expect: signedIn(200),
  },
  {
    route: providers.mergeProvider,
    ask: (w) => ({ ...provider(w), body: { into: w.otherProviderId, reason: 'Essai' } }),
    expect: moderators(200),
  },

  { route: search, ask: () => ({ query: '?q=cas' }), expect: signedIn(200) },
  { route: knowledge.listKnowledge, ask: nothing, expect: signedIn(200) },
  { route: knowledge.listFindings, ask: nothing, expect: signedIn(200) },
  {
    route: knowledge.pinFindings,
    ask: () => ({ body: { tag: 'essai', thread_ids: [] } }),
    expect: moderators(204),
  },
  { route: knowledge.getWork, ask: ({ memberId }) => ({ params: { id: memberId } }), expect: signedIn(200) },
  {
    route: moderation.flagPost,
    ask: (w) => ({ params: { id: w.postId }, body: { reason: 'other' } }),
    expect: inside(201),
  },
  { route: moderation.listOwnFlags, ask: nothing, expect: signedIn(200) },
  { route: moderation.listFlags, ask: nothing, expect: moderators(200) },
  { route: moderation.takeFlag, ask: ({ flagId }) => ({ params: { id: flagId } }), expect: moderators(200) },
  {
    route: moderation.resolveFlag,
    // Taken by the moderator inside: nobody else may end it.
    ask: ({ takenFlagId }) => ({
      params: { id: takenFlagId },
      body: { outcome: 'nothing', reason: 'Rien à redire' },
    }),
    expect: signedIn(403, { moderatorInside: 204 }),
  },
  {
    route: moderation.removeLesson,
    ask: ({ lessonId }) => ({ params: { id: lessonId }, ...why }),
    expect: moderatorInside(204),
  },
  { route: moderation.hidePost, ask: (w) => ({ ...post(w), ...why }), expect: moderatorInside(204) },
  {
    route: moderation.restorePost,
    ask: ({ hiddenPostId }) => ({ params: { id: hiddenPostId }, ...why }),
    expect: moderatorInside(204),
  },
  {
    route: moderation.lockThread,
    ask: (w) => ({ ...thread(w), body: { locked: true, reason: 'Essai' } }),
    expect: moderatorInside(204),
  },
  {
    route: moderation.mergeThreads,
    ask: (w) => ({ ...thread(w), body: { into_id: w.threadId, reason: 'Essai' } }),
    expect: moderatorInside(422),
  },
  {
    route: moderation.narrowThread,
    // It is no narrower: whoever sees the thread is told so.
    ask: (w) => ({ ...thread(w), body: { audience_id: w.audienceId, reason: 'Essai' } }),
    expect: moderatorInside(422),
  },
  {
    route: moderation.mergeTags,
    ask: () => ({ body: { from: 'un', into: 'deux', reason: 'Essai' } }),
    expect: moderators(200),
  },
  {
    route: moderation.warnMember,
    ask: ({ memberId }) => ({ params: { id: memberId }, ...why }),
    expect: moderators(204),
  },
  { route: moderation.listActs, ask: nothing, expect: moderators(200) },
  { route: moderation.listOwnActs, ask: nothing, expect: signedIn(200) },
  { route: moderation.listThreadActs, ask: thread, expect: inside(200) },

  { route: cards.listCards, ask: nothing, expect: signedIn(200) },
  {
    route: cards.addCard,
    ask: () => ({ body: { firm: 'Atelier', for_what: 'Souder', stance: 'deploys' } }),
    expect: signedIn(201),
  },
  { route: cards.getCard, ask: card, expect: inside(200) },
  {
    route: cards.editCard,
    ask: (w) => ({ ...card(w), body: { area: 'Lille' } }),
    expect: inside(403, { author: 200 }),
  },
  { route: cards.deleteCard, ask: card, expect: inside(403, { author: 204 }) },
  { route: cards.tellPerson, ask: (w) => ({ ...untold(w), body: { language: 'fr' } }), expect: owner(200) },
  {
    route: cards.attestTold,
    ask: (w) => ({
      ...untold(w),
      body: { on: new Date().toISOString().slice(0, 10), means: 'De vive voix' },
    }),
    expect: owner(200),
  },
  { route: cards.revealCard, ask: card, expect: inside(200) },
  { route: cards.saveCard, ask: (w) => ({ ...card(w), body: { saved: true } }), expect: inside(200) },
  {
    route: cards.vouchFor,
    // Everybody may; only the author has the engagement that it rests on.
    ask: (w) => ({
      ...card(w),
      body: {
        for_what: 'Sérieuse',
        relation: 'client',
        conflict: 'none',
        again: 'yes',
        evidence: { grade: 'finished', engagement_id: w.engagementId },
      },
    }),
    expect: inside(422, { author: 200 }),
  },
  { route: cards.withdrawVouch, ask: card, expect: owner(204) },
  {
    route: cards.passCard,
    ask: (w) => ({ ...card(w), body: { circle_id: w.circleId } }),
    expect: inside(201),
  },
  { route: cards.listPasses, ask: nothing, expect: signedIn(200) },
  { route: cards.listThreadCards, ask: thread, expect: inside(200) },
  {
    route: cards.lookAsPerson,
    ask: ({ personToken }) => ({ body: { token: personToken } }),
    expect: everybody(200),
  },
  {
    route: cards.correctAsPerson,
    ask: ({ personToken }) => ({ body: { token: personToken, job_title: 'Gérante' } }),
    expect: everybody(200),
  },
  {
    route: cards.withdrawAsPerson,
    ask: ({ personToken }) => ({ body: { token: personToken, kind: 'objection' } }),
    expect: everybody(204),
  },

  { route: evidence.listEngagements, ask: nothing, expect: signedIn(200) },
  {
    route: evidence.addEngagement,
    ask: () => ({ body: { client: 'Client', public_label: 'Une PME', started_on: '2025-01-01' } }),
    expect: signedIn(201),
  },
  { route: evidence.getEngagement, ask: engagement, expect: owner(200) },
  {
    route: evidence.editEngagement,
    ask: (w) => ({ ...engagement(w), body: { sector: 'Textile' } }),
    expect: owner(200),
  },
  { route: evidence.deleteEngagement, ask: engagement, expect: owner(204) },
  { route: evidence.listCasesForEvidence, ask: nothing, expect: signedIn(200) },

  { route: benchmarks.listBenchmarks, ask: nothing, expect: signedIn(200) },
  {
    route: benchmarks.openBenchmark,
    ask: ({ audienceId }) => ({
      body: { need: 'N', audience_id: audienceId, criteria: [{ name: 'C', kind: 'yesno' }] },
    }),
    expect: signedIn(422, { inside: 201, author: 201, moderatorInside: 201 }),
  },
  { route: benchmarks.listBenchmarksToRefresh, ask: nothing, expect: signedIn(200) },
  {
    route: benchmarks.listLateCriteria,
    ask: () => ({ query: '?category=erp' }),
    expect: signedIn(200),
  },
  { route: benchmarks.getBenchmark, ask: benchmark, expect: inside(200) },
  {
    route: benchmarks.editBenchmark,
    ask: (w) => ({ ...benchmark(w), body: { need: 'Autre besoin' } }),
    expect: inside(403, { author: 200, moderatorInside: 200 }),
  },
  {
    route: benchmarks.addOption,
    ask: (w) => ({ ...benchmark(w), body: { provider_id: w.otherProviderId } }),
    expect: inside(201),
  },
  {
    route: sheets.readSheet,
    ask: () => ({ body: { content: Buffer.from('Nom;Note\nA;4').toString('base64') } }),
    expect: signedIn(200),
  },
  {
    route: sheets.importSheet,
    ask: (w) => ({
      ...benchmark(w),
      body: {
        table: [
          ['Nom', 'Note'],
          [`Atelier ${w.n}`, '4'],
        ],
        columns: [
          { use: 'provider', name: 'Nom', direction: 'benefit', unit: '', currency: 'EUR', per: 'once' },
          { use: 'rating', name: 'Note', direction: 'benefit', unit: '', currency: 'EUR', per: 'once' },
        ],
        language: 'fr',
        relation: 'none',
      },
    }),
    expect: inside(403, { author: 201, moderatorInside: 201 }),
  },
  { route: answers.listCandidates, ask: benchmark, expect: inside(200) },
  {
    route: answers.pasteAnswers,
    ask: (w) => ({ ...benchmark(w), body: { source: 'list', text: `Atelier ${w.n}` } }),
    expect: inside(201),
  },
  {
    route: answers.settleCandidate,
    ask: (w) => ({ params: { id: w.benchmarkId, candidate_id: w.candidateId }, body: { accepted: false } }),
    expect: inside(204),
  },
  { route: benchmarks.listEvaluations, ask: benchmark, expect: inside(200) },
  {
    route: benchmarks.evaluate,
    ask: (w) => ({ ...benchmark(w), body: { option_id: w.optionId, values: [] } }),
    // The author’s is submitted, and then needs its values.
    expect: inside(200, { author: 422 }),
  },
  {
    route: benchmarks.withdrawEvaluation,
    ask: (w) => ({ params: { id: w.benchmarkId, evaluation_id: w.evaluationId } }),
    expect: owner(204),
  },
  {
    route: benchmarks.keepWeights,
    ask: (w) => ({ ...benchmark(w), body: { weights: [{ criterion_id: w.criterionId, weight: 3 }] } }),
    expect: inside(200),
  },
  {
    route: getRanking,
    ask: (w) => ({ ...benchmark(w), query: `?w=${w.criterionId}:1` }),
    expect: inside(200),
  },
  { route: getOpenApi, ask: nothing, expect: signedIn(200) },
];

/** Whether each topic may be watched: one’s own, and threads that one reads. */
export const topics: {
  topic: (world: World) => string;
  expect: Record<Actor, 'watching' | 'refused' | 'closed'>;
}[] = [
  { topic: ({ threadId }) => `thread:${threadId}`, expect: watchers('refused', 'watching') },
  { topic: ({ benchmarkId }) => `benchmark:${benchmarkId}`, expect: watchers('refused', 'watching') },
  { topic: () => 'threads', expect: watchers('watching', 'watching') },
  { topic: () => 'me', expect: watchers('watching', 'watching') },
];

function watchers(outside: 'watching' | 'refused', within: 'watching') {
  const expect = {} as Record<Actor, 'watching' | 'refused' | 'closed'>;
  for (const actor of actors) {
    const isInside = actor === 'inside' || actor === 'author' || actor === 'moderatorInside';
    expect[actor] = locked.includes(actor) ? 'closed' : isInside ? within : outside;
  }
  return expect;
}
