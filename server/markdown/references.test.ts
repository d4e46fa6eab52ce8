import { describe, expect, test } from 'vitest';
import { fillHtml, findReferences } from './fill.ts';
import type { Reader } from './fill.ts';
import { renderMarkdown } from './render.ts';

const zoe = '01900000-0000-7000-8000-00000000000a';
const thread = '01900000-0000-7000-8000-00000000000b';
const file = '01900000-0000-7000-8000-00000000000c';
const post = '01900000-0000-7000-8000-00000000000d';
const unknown = '01900000-0000-7000-8000-00000000000e';
const publicUrl = 'https://cenacle.example';

const render = (source: string) => renderMarkdown(source, { publicUrl });

const reader: Reader = {
  member: (id) => (id === zoe ? { name: 'Zoé <Martin>-Élie' } : null),
  named: (kind, id) => {
    if (id === thread) return kind === 'thread' ? 'Refonte & "SEO"' : `${kind} <1>`;
    return kind === 'provider' && id === zoe ? 'Sage' : null;
  },
  file: (id) => (id === file ? { url: `/api/files/${file}`, name: 'Étude.pdf' } : null),
  post: (id) => (id === post ? { thread_id: thread, position: 57, name: 'Zoé' } : null),
};
const stranger: Reader = {
  member: () => null,
  named: () => null,
  file: () => null,
  post: () => null,
};

const fill = (source: string, who: Reader = reader): string => fillHtml(render(source).html, who);

describe('the stored form', () => {
  test('holds the id of a mentioned member, with accents and spaces in the name', () => {
    const rendered = render(`[@Zoé Martin-Élie](member:${zoe}), bonjour`);
    expect(rendered.html).toBe(
      `<p><a class="mention" data-member="${zoe}">@Zoé Martin-Élie</a>, bonjour</p>`,
    );
    expect(rendered.mentions).toEqual([zoe]);
    expect(rendered.text).toBe('@Zoé Martin-Élie, bonjour');
  });

  test('names each member once, in order, and not those within a quote', () => {
    const source = `[@B](member:${unknown}) [@A](member:${zoe}) [@B](member:${unknown.toUpperCase()})\n\n> [@C](member:${post})`;
    expect(render(source).mentions).toEqual([unknown, zoe]);
    expect(findReferences(render(source).html).members).toEqual([unknown, zoe, post]);
  });

  test.each([
    [`[là](thread:${thread})`, `<a class="internal" data-thread="${thread}">là</a>`],
    [`[là](thread:${thread}#57)`, `<a class="internal" data-thread="${thread}" data-position="57">là</a>`],
    [`[là](/threads/${thread})`, `<a class="internal" data-thread="${thread}">là</a>`],
    [
      `[là](${publicUrl}/threads/${thread}?at=57#post-57)`,
      `<a class="internal" data-thread="${thread}" data-position="57">là</a>`,
    ],
    [
      `/threads/${thread}`,
      `<a class="internal" data-thread="${thread}" data-auto="1">/threads/${thread}</a>`,
    ],
    [
      `${publicUrl}/threads/${thread}#57`,
      `<a class="internal" data-thread="${thread}" data-position="57" data-auto="1">${publicUrl}/threads/${thread}#57</a>`,
    ],
  ])('%s is an internal link', (source, html) => {
    expect(render(source).html).toBe(`<p>${html}</p>`);
    expect(render(source).threads).toEqual([thread]);
  });

  test('an address of another host is no internal link', () => {
    expect(render(`https://other.example/threads/${thread}`).threads).toEqual([]);
    expect(render(`${publicUrl}.evil.example/threads/${thread}`).threads).toEqual([]);
  });

  test('the address that an upload answers with names its file', () => {
    const rendered = render(
      `[Étude](/api/files/${file}/%C3%89tude.pdf) ![vue](/api/files/${file}/vue.png?download=1)`,
    );
    expect(rendered.files).toEqual([file]);
    expect(render(`[x](/api/files/${file}x/y)`).files).toEqual([]);
  });

  test('holds the ids of files shown and linked', () => {
    const rendered = render(`![Vue d’été](file:${file}) [Étude.pdf](file:${unknown})`);
    expect(rendered.html).toBe(
      `<p><img data-file="${file}" alt="Vue d’été" loading="lazy" /> <a class="file" data-file="${unknown}">Étude.pdf</a></p>`,
    );
    expect(rendered.files).toEqual([file, unknown]);
  });

  test('holds the source of a quote, and takes only its first line for it', () => {
    const rendered = render(`> [@Zoé M](post:${post})\n> texte *cité*\n>\n> suite\n\nMa réponse`);
    expect(rendered.html).toBe(
      `<blockquote data-post="${post}"><cite>@Zoé M</cite>\n<p>texte <em>cité</em></p>\n<p>suite</p>\n</blockquote>\n<p>Ma réponse</p>`,
    );
    expect(rendered.quotes).toEqual([post]);
    expect(rendered.text).toBe('@Zoé M\ntexte cité\nsuite\nMa réponse');
    expect(render(`> texte\n> [@Zoé](post:${post})`).quotes).toEqual([]);
  });

  test.each([
    '[@x](member:12)',
    '[x](thread:abc#1)',
    '[x](file:../../etc)',
    '![x](file:12)',
    `[x](post:${post})`,
    `[x](member:${zoe}#1)`,
  ])('%s stays text', (source) => {
    expect(render(source).html).toBe(`<p>${source}</p>`);
  });

  test('ids in code are text', () => {
    expect(render(`\`[@Z](member:${zoe})\``).mentions).toEqual([]);
  });
});

describe('filled for a reader', () => {
  test('a mention shows the name of today', () => {
    expect(fill(`[@Ancien nom](member:${zoe})`)).toBe(
      `<p><a class="mention" href="/members/${zoe}">@Zoé &lt;Martin&gt;-Élie</a></p>`,
    );
  });

  test('a member who is not shown has no name, whatever was written', () => {
    expect(fill(`[@Ada](member:${unknown})`)).toBe('<p><span class="mention">@…</span></p>');
  });

  test('a link keeps its writer’s text, a bare address becomes the title', () => {
    expect(fill(`[**là**](thread:${thread}#57)`)).toBe(
      `<p><a class="internal" href="/threads/${thread}?at=57#post-57"><strong>là</strong></a></p>`,
    );
    expect(fill(`${publicUrl}/threads/${thread}`)).toBe(
      `<p><a class="internal" href="/threads/${thread}">Refonte &amp; &quot;SEO&quot;</a></p>`,
    );
  });

  test('files get their address, what is no picture becomes a link', () => {
    expect(fill(`![a](file:${file}) [b](file:${file})`)).toBe(
      `<p><img src="/api/files/${file}" alt="a" loading="lazy" /> <a class="file" href="/api/files/${file}">b</a></p>`,
    );
    const document: Reader = { ...reader, file: () => ({ url: '/f"', name: 'É<.pdf', picture: false }) };
    expect(fill(`![](file:${file})`, document)).toBe('<p><a class="file" href="/f&quot;">É&lt;.pdf</a></p>');
    const sized: Reader = { ...reader, file: () => ({ url: '/f', name: 'a.png', width: 800, height: 600 }) };
    expect(fill(`![a](file:${file})`, sized)).toContain('width="800" height="600"');
  });

  test('a quote leads to its post under the name of today', () => {
    expect(fill(`> [@Ancien](post:${post})\n> a`)).toBe(
      `<blockquote><cite><a class="internal" href="/threads/${thread}?at=57#post-57">Zoé</a></cite>\n<p>a</p>\n</blockquote>`,
    );
  });

  test('what a reader may not see reads exactly as what does not exist', () => {
    const source = (id: string): string =>
      `[@Zoé](member:${id}) [*là*](thread:${id}#3) ![alt & co](file:${id}) [Étude.pdf](file:${id})\n\n> [@Zoé](post:${id})\n> a`;
    const hidden = fill(source(thread), stranger);
    expect(hidden).toBe(fill(source(unknown), stranger));
    expect(hidden).toBe(
      '<p><span class="mention">@…</span> <em>là</em> alt &amp; co Étude.pdf</p>\n<blockquote><cite>@Zoé</cite>\n<p>a</p>\n</blockquote>',
    );
    expect(fill(`${publicUrl}/threads/${unknown}`)).toBe(`<p>${publicUrl}/threads/${unknown}</p>`);
  });

  test('text that looks like the stored form is left alone', () => {
    const source = `<a class="mention" data-member="${zoe}">x</a> \`<img data-file="${file}" alt="" loading="lazy" />\``;
    expect(fill(source)).toBe(render(source).html);
    expect(findReferences(render(source).html)).toEqual({
      members: [],
      threads: [],
      files: [],
      posts: [],
      providers: [],
      benchmarks: [],
      cards: [],
    });
  });

  test('names every id of a stored HTML once', () => {
    const { html } = render(
      `[a](thread:${thread}) [b](thread:${thread}#2) ![c](file:${file}) [d](file:${unknown}) [@e](member:${zoe})\n\n> [f](post:${post})\n> g`,
    );
    expect(findReferences(html)).toEqual({
      members: [zoe],
      threads: [thread],
      files: [file, unknown],
      posts: [post],
      providers: [],
      benchmarks: [],
      cards: [],
    });
  });

  test('a provider is linked where there is one, and named as written where there is none', () => {
    const source = `[Sage & Cie](provider:${zoe}), [X](/providers/${unknown})`;
    expect(render(source).html).toBe(
      `<p><a class="internal" data-provider="${zoe}">Sage &amp; Cie</a>, <a class="internal" data-provider="${unknown}">X</a></p>`,
    );
    expect(fill(source, reader)).toBe(
      `<p><a class="internal" href="/providers/${zoe}">Sage &amp; Cie</a>, X</p>`,
    );
    expect(fill(source, stranger)).toBe('<p>Sage &amp; Cie, X</p>');
  });

  test.each(['thread', 'provider', 'benchmark', 'card'] as const)(
    'a %s named behind a # has the name of today for who may see it, and none for others',
    (kind) => {
      const source = `Voir [#Nom *d’hier*](${kind}:${thread}), merci`;
      const name = kind === 'thread' ? 'Refonte &amp; &quot;SEO&quot;' : `${kind} &lt;1&gt;`;
      expect(fill(source)).toBe(
        `<p>Voir <a class="internal named" href="/${kind}s/${thread}">${name}</a>, merci</p>`,
      );
      expect(fill(source, stranger)).toBe('<p>Voir …, merci</p>');
      expect(fill(source.replace(thread, unknown))).toBe('<p>Voir …, merci</p>');
      expect(render(source).text).toBe(`Voir ${kind === 'provider' ? '#Nom d’hier' : '…'}, merci`);
    },
  );

  test('the writer’s own words for a card or a place in a thread stay theirs', () => {
    expect(fill(`[elle](card:${thread}), [#3](thread:${thread}#3)`)).toBe(
      `<p><a class="internal" href="/cards/${thread}">elle</a>, <a class="internal" href="/threads/${thread}?at=3#post-3">#3</a></p>`,
    );
    expect(fill(`[elle](/cards/${thread})`, stranger)).toBe('<p>elle</p>');
  });

  test.each([
    ['[#paie](tag:paie)', '<a class="internal" href="/threads?tag=paie">#paie</a>'],
    [
      '[#mise en place](tag:mise%20en%20place)',
      '<a class="internal" href="/threads?tag=mise%20en%20place">#mise en place</a>',
    ],
    ['[#été](/threads?tag=%C3%A9t%C3%A9)', '<a class="internal" href="/threads?tag=%C3%A9t%C3%A9">#été</a>'],
    ['[x](tag:%3Cb%3E)', '[x](tag:%3Cb%3E)'],
    ['[x](tag:%E9)', '[x](tag:%E9)'],
  ])('%s leads to the list of its tag, or stays text', (source, html) => {
    expect(fill(source)).toBe(`<p>${html}</p>`);
  });
});
