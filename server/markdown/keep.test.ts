import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './render.ts';

const html = (source: string): string => renderMarkdown(source).html;

const kept: readonly (readonly [behaviour: string, source: string, result: string | RegExp])[] = [
  [
    'emphasis with accents',
    '*été* **naïf** __œuvre__ _à_',
    '<p><em>été</em> <strong>naïf</strong> <strong>œuvre</strong> <em>à</em></p>',
  ],
  [
    'emphasis in emphasis',
    '***a** b* *a **b***',
    '<p><em><strong>a</strong> b</em> <em>a <strong>b</strong></em></p>',
  ],
  ['underscores within words', 'nom_de_fichier_long', '<p>nom_de_fichier_long</p>'],
  ['stars within words', 'tri*mes*triel', '<p>tri<em>mes</em>triel</p>'],
  ['strike', '~~x~~ et ~~y z~~', '<p><del>x</del> et <del>y z</del></p>'],
  [
    'headings from h3 on',
    '# A\n\n## B\n\n### C\n\n###### D',
    '<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>\n<h6>D</h6>',
  ],
  ['a hashtag is no heading', '#seo', '<p>#seo</p>'],
  ['hard breaks', 'a  \nb\\\nc\nd', '<p>a<br />b<br />c<br />d</p>'],
  ['paragraphs', 'a\n\nb', '<p>a</p>\n<p>b</p>'],
  [
    'lists in lists',
    '- a\n  - b\n    1. c\n- d',
    /<ul>\n<li>a\n<ul>\n<li>b\n<ol>\n<li>c<\/li>\n<\/ol><\/li>\n<\/ul><\/li>\n<li>d<\/li>\n<\/ul>/,
  ],
  ['the start of a list', '3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
  ['loose lists', '- a\n\n- b', '<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>'],
  [
    'task lists',
    '- [ ] à faire\n- [x] fait',
    /<li class="task"><input type="checkbox" disabled \/> à faire<\/li>\n<li class="task"><input type="checkbox" disabled checked \/> fait<\/li>/,
  ],
  [
    'tables',
    '| a | b |\n|---|---|\n| 1 | **2** |',
    /<table>\n<thead>\n<tr><th>a<\/th><th>b<\/th><\/tr>\n<\/thead>\n<tbody>\n<tr><td>1<\/td><td><strong>2<\/strong><\/td><\/tr>/,
  ],
  [
    'tables with alignment and a pipe',
    'a|b\n:--|--:\nx \\| y|2',
    /<td class="left">x \| y<\/td><td class="right">2<\/td>/,
  ],
  ['a break in a cell', '| a |\n|---|\n| 1<br>2 |', /<td>1<br \/>2<\/td>/],
  [
    'code with a language',
    '```ts\nconst a = "<b>" && 1;\n```',
    '<pre><code class="language-ts">const a = &quot;&lt;b&gt;&quot; &amp;&amp; 1;\n</code></pre>',
  ],
  ['code keeps its lines', '```\na\n\n  b\n```', '<pre><code>a\n\n  b\n</code></pre>'],
  [
    'code keeps what French lines would change',
    '```\n2024. x\n–\u00a0y\n> a\nb\n```',
    '<pre><code>2024. x\n–\u00a0y\n&gt; a\nb\n</code></pre>',
  ],
  ['code spans', '`a*b*` ``a`b`` ` x `', '<p><code>a*b*</code> <code>a`b</code> <code>x</code></p>'],
  ['quotes', '> a\n>\n> b', '<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>'],
  ['rules', 'a\n\n---\n\n***', '<p>a</p>\n<hr />\n<hr />'],
  [
    'links with & and #',
    '[d](https://a.example/a?b=1&c=2#d)',
    /href="https:\/\/a\.example\/a\?b=1&amp;c=2#d"/,
  ],
  ['links with parentheses', '[d](https://a.example/a_(b))', /href="https:\/\/a\.example\/a_\(b\)"/],
  ['links with accents', '[d](https://a.example/été)', /href="https:\/\/a\.example\/%C3%A9t%C3%A9"/],
  ['links with a title', '[d](https://a.example "Le titre")', /title="Le titre"/],
  [
    'links by reference',
    '[d][1] et [1]\n\n[1]: https://a.example',
    /<a href="https:\/\/a\.example"[^>]*>d<\/a> et <a[^>]*>1<\/a>/,
  ],
  [
    'emphasis in links',
    '[**a** b](https://a.example)',
    /rel="nofollow noopener noreferrer ugc"><strong>a<\/strong> b<\/a>/,
  ],
  [
    'links in emphasis',
    '**[a](https://a.example)**',
    /<strong><a href="https:\/\/a\.example"[^>]*>a<\/a><\/strong>/,
  ],
  [
    'mail and telephone',
    '[m](mailto:a@b.example) [t](tel:+33612345678)',
    /href="mailto:a@b\.example"[^]*href="tel:\+33612345678"/,
  ],
  [
    'autolinks',
    '<https://a.example> https://b.example/x_y www.c.example a.b@c.example',
    /href="https:\/\/a\.example"[^]*href="https:\/\/b\.example\/x_y"[^]*href="http:\/\/www\.c\.example"[^]*href="mailto:a\.b@c\.example"/,
  ],
  ['a link without a text shows its address', '[](https://a.example)', />https:\/\/a\.example<\/a>/],
  [
    'pictures from elsewhere as links',
    '![Courbe](https://a.example/c.png)',
    /<a href="https:\/\/a\.example\/c\.png"[^>]*>Courbe<\/a>/,
  ],
  ['footnotes as text', 'a[^1]\n\n[^1]: note', '<p>a[^1]</p>\n<p>[^1]: note</p>'],
  ['definitions that lead nowhere as text', '[Note]: voir', '<p>[Note]: voir</p>'],
  ['< and & in text', 'a < b & c > d &amp; e', '<p>a &lt; b &amp; c &gt; d &amp; e</p>'],
  [
    'angle brackets around words',
    'Bonjour <prénom>, <Nom du client>',
    '<p>Bonjour &lt;prénom&gt;, &lt;Nom du client&gt;</p>',
  ],
  [
    'Markdown beside tags',
    '<div>\n**a**\n</div>',
    '<p>&lt;div&gt;<br /><strong>a</strong><br />&lt;/div&gt;</p>',
  ],
  [
    'simple tags',
    'CO<sub>2</sub> m<sup>2</sup> <kbd>Ctrl</kbd>',
    '<p>CO<sub>2</sub> m<sup>2</sup> <kbd>Ctrl</kbd></p>',
  ],
  ['escapes', '\\*a\\* \\[b\\] \\# 1\\.', '<p>*a* [b] # 1.</p>'],
  ['character references', '&eacute; &#233; &#xe9; &copy; &rien;', '<p>é é é © &amp;rien;</p>'],
  ['emoji with joiners and flags', '👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽', '<p>👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽</p>'],
  ['decomposed accents become NFC', 'e\u0301te\u0301', '<p>été</p>'],
  ['CR LF', 'a\r\nb', '<p>a<br />b</p>'],
  ['nothing', '  \n ', ''],
];

describe('ordinary Markdown survives', () => {
  test.each(kept)('%s', (_behaviour, source, result) => {
    if (typeof result === 'string') expect(html(source)).toBe(result);
    else expect(html(source)).toMatch(result);
  });
});

describe('what a link shows against where it leads', () => {
  const evil = '<span class="host">(evil.example)</span>';

  test.each([
    '[https://forum.example/t/1](https://evil.example/t/1)',
    '[forum.example](https://evil.example)',
    '[www.forum.example](https://evil.example)',
    '[**forum**.example](https://evil.example)',
    '[`forum.example`](https://evil.example)',
    '[Voir forum.example, page 2](https://evil.example)',
    '[FORUM.EXAMPLE](https://evil.example)',
    '[ｆｏｒｕｍ．ｅｘａｍｐｌｅ](https://evil.example)',
    '[forum。example](https://evil.example)',
    '[forum\u200b.example](https://evil.example)',
    '[forum&period;example](https://evil.example)',
    '[https://forum.example@evil.example](https://evil.example)',
    '[evil.example.forum.example](https://evil.example)',
    '[192.168.1.1](https://evil.example)',
    '[a@forum.example](https://evil.example)',
    '[https://forum.example][1]\n\n[1]: https://evil.example',
    '![https://forum.example/a.png](https://evil.example)',
  ])('%s names the real host', (source) => {
    expect(html(source)).toContain(evil);
  });

  test('letters that pass for others show the real host', () => {
    expect(html('https://аррle.example')).toContain('(xn--le-6kc8da.example)');
    expect(html('[ici](https://раypal.example)')).toContain('(xn--');
  });

  test.each([
    '[evil.example](https://www.evil.example/a)',
    '[ici](https://evil.example)',
    '[Rapport.pdf](https://evil.example)',
    'https://evil.example/index.html',
    'https://société.example',
    '[https://evil.example/a.b/c.example](https://evil.example/)',
    'a@evil.example',
    '[06 12 34 56 78](tel:+33612345678)',
  ])('%s is left alone', (source) => {
    expect(html(source)).not.toContain('class="host"');
  });

  test('another mail address or number is named', () => {
    expect(html('[a@bank.example](mailto:b@evil.example)')).toContain('(b@evil.example)');
    expect(html('[06 12 34 56 78](tel:0899000000)')).toContain('(0899000000)');
  });
});
