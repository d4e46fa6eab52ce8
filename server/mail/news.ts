import type { Language } from '@cenacle/shared/http.ts';
import type { NotificationKind } from '@cenacle/shared/notifications/contract.ts';
import { button, escapeHtml, pageOf, style, type Composed } from './letters.ts';
import { newsWords, type NewsWords } from './words/news.ts';

/** One thing that a member was told of. */
export interface NewsLine {
  kind: NotificationKind;
  title: string;
  /** Null for somebody without a name. */
  who: string | null;
  /** How many more there are of the same thing. */
  others: number;
  href: string;
}

/** What a mail to a member tells: titles and names, and no word of what was written there. */
export type News =
  | { kind: 'notice'; lines: NewsLine[]; more: boolean }
  | {
      kind: 'digest';
      waiting: NewsLine[];
      moved: { title: string; unread: number; href: string }[];
      finished: { title: string; href: string }[];
    };

export interface NewsLinks {
  unsubscribe: string;
  read: string;
  all: string;
  settings: string;
}

interface Line {
  title: string;
  detail: string;
  href: string;
}
interface Section {
  heading: string | null;
  lines: Line[];
}

function told(words: NewsWords, { kind, who, others }: NewsLine): string {
  const first = words.told[kind](who ?? words.someone);
  return others > 0 ? `${first} ${words.others(others)}` : first;
}

function sectionsOf(news: News, words: NewsWords): Section[] {
  const line = (each: NewsLine): Line => ({ title: each.title, detail: told(words, each), href: each.href });
  if (news.kind === 'notice') return [{ heading: null, lines: news.lines.map(line) }];
  const { digest } = words;
  const sections = [
    { heading: digest.waiting, lines: news.waiting.map(line) },
    {
      heading: digest.moved,
      lines: news.moved.map(({ unread, ...each }) => ({ ...each, detail: words.unread(unread) })),
    },
    { heading: digest.finished, lines: news.finished.map((each) => ({ ...each, detail: '' })) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function subjectOf(news: News, words: NewsWords): string {
  if (news.kind === 'digest') return words.digest.subject;
  const [only, ...others] = news.lines;
  // Subjects show on locked screens: they name who writes, and not the case.
  return only && others.length === 0
    ? words.notice.one(told(words, only))
    : words.notice.many(news.lines.length);
}

/** Puts news into words, in the member's language: plain text, and HTML that loads nothing. */
export function composeNews(news: News, links: NewsLinks, { language }: { language: Language }): Composed {
  const words = newsWords[language];
  const sections = sectionsOf(news, words);
  const subject = subjectOf(news, words);
  const more = news.kind === 'notice' && news.more ? [words.notice.more] : [];
  const [href, action] = news.kind === 'digest' ? [links.read, words.digest.read] : [links.all, words.all];
  const why = words.why[news.kind];
  const footer = [
    [words.settings, links.settings],
    [words.unsubscribe, links.unsubscribe],
  ] as const;

  const text = [
    words.greeting,
    ...sections.map(({ heading, lines }) => {
      const each = lines.map(({ title, detail, href: to }) => [title, detail, to].filter(Boolean).join('\n'));
      return [heading?.toLocaleUpperCase(language), ...each].filter(Boolean).join('\n\n');
    }),
    ...more,
    `${action}\n${href}`,
    '— Cénacle',
    [why, ...footer.map((each) => each.join('\n'))].join('\n'),
  ].join('\n\n');

  const row = ({ title, detail, href: to }: Line) =>
    `<p style="${style.row}"><a style="${style.link}" href="${escapeHtml(to)}">${escapeHtml(title)}</a>${
      detail ? `<br><span style="${style.detail}">${escapeHtml(detail)}</span>` : ''
    }</p>`;
  const body = [
    `<p>${escapeHtml(words.greeting)}</p>`,
    ...sections.map(({ heading, lines }) => {
      const above = heading ? `<h2 style="${style.heading}">${escapeHtml(heading)}</h2>` : '';
      return `${above}${lines.map(row).join('\n')}`;
    }),
    ...more.map((sentence) => `<p>${escapeHtml(sentence)}</p>`),
    button(href, action),
    '<p>— Cénacle</p>',
    `<p style="${style.foot}">${escapeHtml(why)}<br>${footer
      .map(
        ([says, to]) =>
          `<a style="color:inherit" href="${escapeHtml(to)}">${escapeHtml(says.replace(/\s*:$/, ''))}</a>`,
      )
      .join(' · ')}</p>`,
  ];
  return { subject, text: `${text}\n`, html: pageOf(subject, language, body.join('\n')) };
}
