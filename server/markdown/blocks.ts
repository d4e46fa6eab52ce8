import { Lexer, Tokenizer } from 'marked';
import type { Rules, Token, Tokens } from 'marked';
import { judgeWritten } from './addresses.ts';
import type { Links } from './links.ts';
import { MarkdownRefused } from './refused.ts';

// A row of a table is filled up to the width of its head, so a wide head over many short rows multiplies.
const columnsMax = 60;
const cellsMax = 6_000;

// marked reads up to nine digits as a list's number; French begins sentences with a year and a full stop.
const longNumber = '\\d{1,9}';
const shortNumber = '\\d{1,3}';

function shorten(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll(longNumber, shortNumber), pattern.flags);
}

function frenchRules(rules: Rules): Rules {
  const { block, other } = rules;
  const nextBullet = new Map<number, RegExp>();
  return {
    ...rules,
    block: {
      ...block,
      list: shorten(block.list),
      blockquote: shorten(block.blockquote),
      lheading: shorten(block.lheading),
    },
    other: {
      ...other,
      nestedBlockMarker: shorten(other.nestedBlockMarker),
      nestedContainerMarkers: shorten(other.nestedContainerMarkers),
      listItemRegex: (bullet) => other.listItemRegex(bullet.replace(longNumber, shortNumber)),
      nextBulletRegex: (indent) => {
        const known = nextBullet.get(indent) ?? shorten(other.nextBulletRegex(indent));
        nextBullet.set(indent, known);
        return known;
      },
    },
  };
}

class PostTokenizer extends Tokenizer {
  readonly publicUrl: string;

  constructor(publicUrl: string) {
    super();
    this.publicUrl = publicUrl;
  }

  /** HTML is text in a post, wherever it stands. */
  override html(): undefined {
    return undefined;
  }

  /** Only what leads somewhere is a definition: « [1]: voir » and footnotes are sentences, and stay visible. */
  override def(source: string): Tokens.Def | undefined {
    const found = super.def(source);
    if (!found || found.tag.startsWith('^') || !judgeWritten(found.href, this.publicUrl)) return undefined;
    return found;
  }

  override table(source: string): Tokens.Table | undefined {
    const end = source.indexOf('\n');
    if (end < 0 || !/^[\s|:-]*[|:][\s|:-]*(?:\n|$)/.test(source.slice(end + 1))) return undefined;
    const columns = source.slice(0, end).split('|').length;
    if (columns > columnsMax) throw new MarkdownRefused('too_wide');
    const found = super.table(source);
    if (found && found.header.length * found.rows.length > cellsMax) throw new MarkdownRefused('too_wide');
    return found;
  }
}

/** What stands for a stretch of running text in the tokens of a block. */
export type InlineToken = { type: 'inline'; raw: string };

class PostLexer extends Lexer {
  /** Running text is left as it is here: inline.ts reads it, in linear time and with French punctuation. */
  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    const inline: InlineToken = { type: 'inline', raw: source };
    tokens.push(inline);
    return tokens;
  }
}

let rules: Rules | null = null;

/** The blocks of a source (marked), with the definitions of its links. Running text is not read yet. */
export function parseBlocks(source: string, publicUrl: string): { tokens: Token[]; links: Links } {
  const tokenizer = new PostTokenizer(publicUrl);
  const lexer = new PostLexer({ gfm: true, breaks: true, tokenizer });
  rules ??= frenchRules(tokenizer.rules);
  tokenizer.rules = rules;
  const tokens = lexer.lex(source);
  return { tokens, links: tokens.links };
}
