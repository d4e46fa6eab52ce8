import { setTimeout as wait } from 'node:timers/promises';
import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test';
import type { Language } from '@cenacle/shared/http.ts';
import { linkIn, readMails } from '../mails.ts';
import { type Product, demoPassword } from './product.ts';

/** Who looks at a screen: nobody signed in, a member, or the admin. */
type Reader = 'guest' | 'grace' | 'ada';

/** Addresses that differ from one community to the next. */
interface Places {
  thread: string;
  bookmark: string;
  bookmarkNew: string;
  ownThread: string;
  unreadThread: string;
  member: string;
  circle: string;
  finishedThread: string;
  benchmark: string;
  cell: string;
  selection: string;
  option: string;
  provider: string;
  engagement: string;
  card: string;
  flag: string;
  flagForm: string;
  /** Where a card was passed as an answer. */
  cardThread: string;
  untoldCard: string;
  person: string;
  invitation: string;
  reset: string;
}

export interface Screen {
  name: string;
  reader: Reader;
  path: (places: Places) => string;
  /** What a person does there before it is looked at. */
  fill?: (page: Page) => Promise<void>;
}

/** How the demonstration's most complete case begins, and whom no community knows. */
const mainThread = 'Changer d’ERP avec une clôture';
const mainBenchmark = 'Outil d’e-mailing';
const invited = 'camille.roussel@example.test';
const forgetful = 'linus@example.test';
const toldAddress = 'hortense@barbelivien.example';
const toldCard = {
  person: 'Hortense Barbelivienne',
  job_title: 'Médiatrice',
  firm: 'Cabinet Barbelivienne',
  for_what: 'Renouer avec un fournisseur après deux mises en demeure.',
  stance: 'innovates',
  area: 'Lille',
  languages: ['fr', 'en'],
  price_min: 180_000,
  price_max: 600_000,
  source: 'Nous avons mené ensemble une médiation',
  contact_points: [
    { kind: 'phone', raw: '01 99 00 41 30' },
    { kind: 'email', raw: toldAddress },
  ],
};
const note = 'Nous avons mené ensemble la reprise d’un atelier : votre regard manque ici.';
const mailSecondsMax = 20;

/** Every screen of the product, as the reader that sees most of it meets it. */
export const screens: readonly Screen[] = [
  { name: 'sign-in', reader: 'guest', path: () => '/sign-in' },
  { name: 'code', reader: 'guest', path: () => '/sign-in/code' },
  { name: 'reset', reader: 'guest', path: () => '/reset' },
  { name: 'new-password', reader: 'guest', path: ({ reset }) => reset },
  { name: 'invitation', reader: 'guest', path: ({ invitation }) => invitation },
  { name: 'invitation-used', reader: 'guest', path: () => `/invitation/${'A'.repeat(43)}` },
  { name: 'today', reader: 'grace', path: () => '/' },
  { name: 'threads', reader: 'grace', path: () => '/threads' },
  { name: 'threads-unread', reader: 'grace', path: () => '/threads?unread=1' },
  { name: 'threads-walked', reader: 'grace', path: () => '/threads?unread=1&walked=1' },
  { name: 'notifications', reader: 'grace', path: () => '/notifications' },
  { name: 'bookmarks', reader: 'grace', path: () => '/bookmarks' },
  { name: 'bookmark', reader: 'grace', path: ({ bookmark }) => bookmark },
  { name: 'bookmark-new', reader: 'grace', path: ({ bookmarkNew }) => bookmarkNew },
  { name: 'thread', reader: 'grace', path: ({ thread }) => thread },
  { name: 'thread-unread', reader: 'grace', path: ({ unreadThread }) => unreadThread },
  { name: 'thread-edit', reader: 'grace', path: ({ ownThread }) => `${ownThread}/edit` },
  { name: 'compose', reader: 'grace', path: () => '/threads/new', fill: fillCase },
  { name: 'compose-empty', reader: 'ada', path: () => '/threads/new' },
  { name: 'compose-discussion', reader: 'ada', path: () => '/threads/new?kind=discussion' },
  { name: 'thread-finished', reader: 'grace', path: ({ finishedThread }) => finishedThread },
  { name: 'thread-close', reader: 'grace', path: ({ ownThread }) => `${ownThread}/close` },
  { name: 'benchmarks', reader: 'grace', path: () => '/benchmarks' },
  { name: 'benchmark', reader: 'grace', path: ({ benchmark }) => benchmark },
  { name: 'benchmark-cell', reader: 'grace', path: ({ cell }) => cell },
  { name: 'benchmark-of-a-source', reader: 'grace', path: ({ selection }) => selection },
  { name: 'benchmark-new', reader: 'grace', path: () => '/benchmarks/new' },
  { name: 'benchmark-edit', reader: 'ada', path: ({ benchmark }) => `${benchmark}/edit` },
  { name: 'benchmark-import', reader: 'ada', path: ({ benchmark }) => `${benchmark}/import` },
  { name: 'benchmark-answers', reader: 'ada', path: ({ benchmark }) => `${benchmark}/answers` },
  { name: 'evaluate-which', reader: 'grace', path: ({ benchmark }) => `${benchmark}/evaluate` },
  {
    name: 'evaluate',
    reader: 'grace',
    path: ({ benchmark, option }) => `${benchmark}/evaluate?option=${option}`,
  },
  { name: 'search', reader: 'grace', path: () => '/search' },
  { name: 'search-found', reader: 'grace', path: () => '/search?q=delivrabilite+emailing' },
  { name: 'search-narrowed', reader: 'grace', path: () => '/search?q=erp&state=finished&kind=thread' },
  { name: 'search-none', reader: 'grace', path: () => '/search?q=xylographe' },
  { name: 'search-box', reader: 'grace', path: () => '/members', fill: openSearchBox },
  { name: 'knowledge', reader: 'ada', path: () => '/knowledge' },
  { name: 'knowledge-tag', reader: 'ada', path: () => '/knowledge?tag=seo' },
  { name: 'knowledge-none', reader: 'grace', path: () => '/knowledge?tag=introuvable' },
  { name: 'cards', reader: 'grace', path: () => '/cards' },
  { name: 'cards-none', reader: 'grace', path: () => '/cards?q=introuvable' },
  { name: 'cards-received', reader: 'grace', path: () => '/cards/received' },
  { name: 'card', reader: 'grace', path: ({ card }) => card },
  { name: 'card-untold', reader: 'grace', path: ({ untoldCard }) => untoldCard },
  { name: 'card-new', reader: 'grace', path: () => '/cards/new' },
  { name: 'card-edit', reader: 'grace', path: ({ untoldCard }) => `${untoldCard}/edit` },
  { name: 'card-vouch', reader: 'grace', path: ({ card }) => `${card}/vouch` },
  { name: 'card-pass', reader: 'grace', path: ({ card }) => `${card}/pass` },
  { name: 'thread-with-card', reader: 'grace', path: ({ cardThread }) => cardThread },
  { name: 'person', reader: 'guest', path: ({ person }) => person },
  { name: 'person-gone', reader: 'guest', path: () => `/person/${'A'.repeat(43)}` },
  { name: 'person-done', reader: 'guest', path: () => '/person/done' },
  { name: 'providers', reader: 'grace', path: () => '/providers' },
  { name: 'provider', reader: 'grace', path: ({ provider }) => provider },
  { name: 'provider-new', reader: 'grace', path: () => '/providers/new' },
  { name: 'provider-edit', reader: 'grace', path: ({ provider }) => `${provider}/edit` },
  { name: 'provider-merge', reader: 'ada', path: ({ provider }) => `${provider}/merge` },
  { name: 'settings-engagements', reader: 'grace', path: () => '/settings/engagements' },
  { name: 'engagement', reader: 'grace', path: ({ engagement }) => engagement },
  { name: 'members', reader: 'grace', path: () => '/members' },
  { name: 'member', reader: 'grace', path: ({ member }) => member },
  { name: 'circles', reader: 'grace', path: () => '/circles' },
  { name: 'circle', reader: 'grace', path: ({ circle }) => circle },
  { name: 'circle-edit', reader: 'ada', path: ({ circle }) => `${circle}/edit` },
  { name: 'circle-new', reader: 'grace', path: () => '/circles/new' },
  { name: 'settings', reader: 'grace', path: () => '/settings' },
  { name: 'settings-profile', reader: 'grace', path: () => '/settings/profile' },
  { name: 'settings-display', reader: 'grace', path: () => '/settings/display' },
  { name: 'settings-notifications', reader: 'grace', path: () => '/settings/notifications' },
  { name: 'settings-invitations', reader: 'ada', path: () => '/settings/invitations' },
  { name: 'settings-password', reader: 'grace', path: () => '/settings/password' },
  { name: 'settings-sessions', reader: 'grace', path: () => '/settings/sessions' },
  { name: 'settings-tokens', reader: 'grace', path: () => '/settings/tokens' },
  { name: 'moderation', reader: 'ada', path: () => '/moderation' },
  { name: 'moderation-flag', reader: 'ada', path: ({ flag }) => flag },
  { name: 'moderation-done', reader: 'ada', path: () => '/moderation?show=done' },
  { name: 'moderation-members', reader: 'ada', path: () => '/moderation/members' },
  { name: 'moderation-tags', reader: 'ada', path: () => '/moderation/tags' },
  { name: 'moderation-log', reader: 'ada', path: () => '/moderation/log' },
  { name: 'thread-moderate', reader: 'ada', path: ({ thread }) => `${thread}/moderate` },
  { name: 'flag', reader: 'grace', path: ({ flagForm }) => flagForm },
  { name: 'settings-follows', reader: 'grace', path: () => '/settings/follows' },
  { name: 'settings-flags', reader: 'grace', path: () => '/settings/flags' },
  { name: 'moderation-invitations', reader: 'ada', path: () => '/moderation/invitations' },
  { name: 'member-moderated', reader: 'ada', path: ({ member }) => member },
  { name: 'not-found', reader: 'grace', path: () => '/nothing/here' },
];

const draft = {
  title: 'Reprendre la paie en interne à la veille d’un rachat ?',
  context: 'Négoce de matériaux, 62 salariés, trois agences. La cession est prévue pour la fin de mars.',
  stuck: 'Le cabinet actuel rend les bulletins avec cinq jours de retard, et l’acquéreur le sait.',
  tried: 'Deux rappels écrits, puis une réunion : un mois d’amélioration, pas davantage.',
  lookingFor: 'Qui a changé de prestataire de paie en cours d’année, et en combien de temps ?',
  notWanted: 'Un logiciel de plus à paramétrer avant la cession.',
  story: [
    'Le dirigeant veut arriver devant l’acquéreur avec une paie propre. Je crains surtout la reprise des ' +
      'compteurs de congés, qui n’ont pas été contrôlés depuis deux ans.',
    'Trois options sur la table :',
  ],
  options: [
    'garder le cabinet et fixer un délai au contrat ;',
    'reprendre en interne au 1er janvier ;',
    'confier la paie au prestataire de l’acquéreur.',
  ],
};

/** Writes into the editor of the text, whichever it is, as a person does: paragraph by paragraph, and a list. */
async function writeStory(page: Page): Promise<void> {
  await page.locator('[contenteditable="true"]').click();
  const { keyboard } = page;
  for (const paragraph of draft.story) {
    await keyboard.insertText(paragraph);
    await keyboard.press('Enter');
  }
  await keyboard.type('- ');
  for (const [i, option] of draft.options.entries()) {
    if (i > 0) await keyboard.press('Enter');
    await keyboard.insertText(option);
  }
}

/** The form of a new case as somebody halfway through it leaves it. */
async function fillCase(page: Page): Promise<void> {
  const field = (name: string) => page.locator(`[name="${name}"]`);
  for (const [name, text] of Object.entries({
    title: draft.title,
    context: draft.context,
    stuck: draft.stuck,
    tried: draft.tried,
    looking_for: draft.lookingFor,
    not_wanted: draft.notWanted,
    wanted_by: new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10),
  })) {
    await field(name).fill(text);
  }
  await writeStory(page);
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
}

/** The search box with results, as Ctrl K opens it. */
async function openSearchBox(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('delivrabilite');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
}

/** One device of each kind: a desk's screen with a mouse, and a phone, whose fingers need larger targets. */
const devices = {
  1440: { viewport: { width: 1440, height: 900 } },
  360: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};
export type Width = keyof typeof devices;
const widths: readonly Width[] = [1440, 360];

/** A browser's contexts for the readers, and where the screens are, in a product with its demonstration. */
export class Gallery {
  readonly #product: Product;
  readonly #places: Places;
  readonly #contexts: Map<string, BrowserContext>;

  private constructor(product: Product, places: Places, contexts: Map<string, BrowserContext>) {
    this.#product = product;
    this.#places = places;
    this.#contexts = contexts;
  }

  /** Signs the readers in, and has the mails sent whose links two of the screens need. */
  static async open(browser: Browser, product: Product): Promise<Gallery> {
    const settings = { locale: 'fr-FR', timezoneId: 'Europe/Paris', baseURL: product.url };
    const contexts = new Map<string, BrowserContext>();
    for (const reader of ['guest', 'grace', 'ada'] as const) {
      const desk = await browser.newContext({ ...settings, ...devices[1440] });
      if (reader === 'guest') await askForCode(desk.request, product);
      else {
        const email = `${reader}@example.test`;
        await post(desk.request, '/api/session', { email, password: demoPassword });
      }
      const storageState = await desk.storageState();
      contexts.set(`${reader} 1440`, desk);
      contexts.set(`${reader} 360`, await browser.newContext({ ...settings, ...devices[360], storageState }));
    }
    const [guest, grace, ada] = ['guest', 'grace', 'ada'].map(
      (reader) => (contexts.get(`${reader} 1440`) as BrowserContext).request,
    ) as [APIRequestContext, APIRequestContext, APIRequestContext];
    await post(ada, '/api/invitations', { email: invited, language: 'fr', note });
    await post(guest, '/api/password/reset', { email: forgetful });
    return new Gallery(product, await findPlaces(product, grace, ada), contexts);
  }

  /** From now on all readers see the pages in this language; the theme is the browser's. */
  async speak(language: Language): Promise<void> {
    for (const width of widths) {
      await this.#context('guest', width).addCookies([
        { name: 'cenacle_language', value: language, url: this.#product.url },
      ]);
    }
    for (const reader of ['grace', 'ada'] as const) {
      const data = { language, theme: 'system' };
      const reply = await this.#context(reader, 1440).request.patch('/api/me', { data });
      if (!reply.ok()) throw new Error(`The language could not be set: ${await reply.text()}`);
    }
  }

  /** A page of the one that looks at this screen, on a device of this width. */
  newPage(screen: Screen, width: Width): Promise<Page> {
    return this.#context(screen.reader, width).newPage();
  }

  /** The screen, loaded, alive and with its fonts, but not filled in. */
  async show(page: Page, screen: Screen): Promise<void> {
    await page.goto(screen.path(this.#places));
    // The dot of the connection tells that the page is alive.
    if (screen.reader !== 'guest') await page.locator('.status.live').first().waitFor({ state: 'attached' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  async close(): Promise<void> {
    for (const context of this.#contexts.values()) await context.close();
  }

  #context(reader: Reader, width: Width): BrowserContext {
    return this.#contexts.get(`${reader} ${width}`) as BrowserContext;
  }
}

/** As the form of the page does, so that the page of the code knows the address. */
async function askForCode(request: APIRequestContext, product: Product): Promise<void> {
  await request.post('/sign-in?/code', {
    form: { email: 'grace@example.test' },
    headers: { origin: product.url, accept: 'application/json' },
    maxRedirects: 0,
  });
}

async function post(request: APIRequestContext, path: string, data: object): Promise<void> {
  const reply = await request.post(path, { data });
  if (!reply.ok()) throw new Error(`POST ${path} was answered with ${reply.status()}: ${await reply.text()}`);
}

async function findPlaces(
  product: Product,
  request: APIRequestContext,
  ada: APIRequestContext,
): Promise<Places> {
  const items = async <T>(path: string): Promise<T[]> => {
    const reply = await request.get(path);
    if (!reply.ok()) throw new Error(`${path} was answered with ${reply.status()}: ${await reply.text()}`);
    return ((await reply.json()) as { items: T[] }).items;
  };
  interface Titled {
    id: string;
    title: string;
  }
  const threads = await items<Titled>('/api/threads?limit=100');
  const [own] = await items<Titled>('/api/threads?mine=1&kind=case&limit=1');
  const [unread] = await items<Titled>('/api/threads?unread=1&limit=1');
  const main = threads.find(({ title }) => title.startsWith(mainThread));
  const [member] = await items<{ id: string }>('/api/members?q=Linus');
  const [circle] = await items<{ id: string }>('/api/circles');
  const [finished] = await items<Titled>('/api/threads?state=finished&kind=case&limit=1');
  const benchmarks = await items<{ id: string; need: string; source: string | null }>(
    '/api/benchmarks?limit=100',
  );
  const benchmark = benchmarks.find(({ need }) => need.startsWith(mainBenchmark));
  const selection = benchmarks.find(({ source }) => source !== null);
  const [engagement] = await items<{ id: string }>('/api/engagements');
  if (!finished || !benchmark || !selection || !engagement)
    throw new Error('The demonstration lacks what the screens of benchmarks show.');
  const reply = await request.get(`/api/benchmarks/${benchmark.id}`);
  const { options, criteria } = (await reply.json()) as {
    options: { id: string; provider: { id: string } }[];
    criteria: { id: string }[];
  };
  const [option] = options;
  const [card] = await items<{ id: string }>('/api/cards?q=Tabourot');
  const untold = (await items<{ id: string; person_state: string }>('/api/cards?mine=1')).find(
    ({ person_state: state }) => state === 'untold',
  );
  const boards = threads.find(({ title }) => title.startsWith('Mesurer la performance'));
  if (!card || !untold || !boards) throw new Error('The demonstration lacks what the screens of cards show.');
  // A person of Grace's own, who is written to.
  const made = await request.post('/api/cards', { data: toldCard });
  const told = (await made.json()) as { id: string };
  await post(request, `/api/cards/${told.id}/notice`, { language: 'fr' });
  if (!main) throw new Error('The demonstration lacks its main case.');
  const { flagId, postId } = await raiseFlags(request, ada, main.id);
  if (!own || !unread || !main || !member || !circle)
    throw new Error('The demonstration lacks what the screens show.');
  return {
    thread: `/threads/${main.id}`,
    ...(await markPosts(request, main.id, own?.id ?? '')),
    ownThread: `/threads/${own.id}`,
    unreadThread: `/threads/${unread.id}`,
    member: `/members/${member.id}`,
    circle: `/circles/${circle.id}`,
    finishedThread: `/threads/${finished.id}`,
    benchmark: `/benchmarks/${benchmark.id}`,
    cell: `/benchmarks/${benchmark.id}?cell=${option?.id}.${criteria[0]?.id}`,
    selection: `/benchmarks/${selection.id}`,
    option: option?.id ?? '',
    provider: `/providers/${option?.provider.id}`,
    engagement: `/settings/engagements/${engagement.id}`,
    flag: `/moderation?flag=${flagId}`,
    flagForm: `/threads/${main.id}/flag?post=${postId}`,
    card: `/cards/${card.id}`,
    untoldCard: `/cards/${untold.id}`,
    cardThread: `/threads/${boards.id}`,
    person: await findLink(product, toldAddress),
    invitation: await findLink(product, invited),
    reset: await findLink(product, forgetful),
  };
}

/** Bookmarks of the reader: one that is due, and two to come; gives the address of one, and of a new one. */
async function markPosts(
  request: APIRequestContext,
  threadId: string,
  ownId: string,
): Promise<{ bookmark: string; bookmarkNew: string }> {
  const reply = await request.get(`/api/threads/${threadId}/posts`);
  const { items } = (await reply.json()) as { items: { id: string; mine: boolean }[] };
  const [first, second, third] = items.filter(({ mine }) => !mine);
  const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const note = 'À relire avant le comité : le calendrier de clôture, et qui tient la reprise des données.';
  await post(request, '/api/bookmarks', { post_id: first?.id, note, remind_on: dayIn(-1) });
  await post(request, '/api/bookmarks', { thread_id: ownId });
  const data = { post_id: second?.id, note: 'Demander son modèle de budget.', remind_on: dayIn(12) };
  const made = (await (await request.post('/api/bookmarks', { data })).json()) as { id: string };
  return { bookmark: `/bookmarks/${made.id}`, bookmarkNew: `/bookmarks/new?post=${third?.id}` };
}

/** Flags of the reader: one that waits, one that Ada has taken, and one that is settled; gives the one taken, and a further post. */
async function raiseFlags(
  request: APIRequestContext,
  ada: APIRequestContext,
  threadId: string,
): Promise<{ flagId: string; postId: string }> {
  const reply = await request.get(`/api/threads/${threadId}/posts`);
  const { items } = (await reply.json()) as { items: { id: string; mine: boolean }[] };
  const [first, second, third, fourth] = items.filter(({ mine }) => !mine);
  if (!first || !second || !third || !fourth) throw new Error('The main case has too few replies.');
  const ids: string[] = [];
  for (const { id } of [first, second, third]) {
    const data = { reason: 'names_client', note: 'Le nom du client est resté dans le texte.' };
    const raised = await request.post(`/api/posts/${id}/flags`, { data });
    ids.push(((await raised.json()) as { id: string }).id);
  }
  for (const id of ids.slice(1)) await post(ada, `/api/moderation/flags/${id}/take`, {});
  await post(ada, `/api/moderation/flags/${ids[2]}/resolve`, {
    outcome: 'nothing',
    reason: 'Le client a donné son accord.',
    answer: 'Merci : le client est d’accord.',
  });
  return { flagId: ids[1] ?? '', postId: fourth.id };
}

async function findLink(product: Product, to: string): Promise<string> {
  const giveUpAt = Date.now() + mailSecondsMax * 1000;
  while (Date.now() < giveUpAt) {
    const [mail] = await readMails(product.dataDir, to);
    if (mail) return linkIn(mail);
    await wait(50);
  }
  throw new Error(`No mail to ${to} was written.`);
}
