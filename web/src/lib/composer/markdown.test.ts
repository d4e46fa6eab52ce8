import { describe, expect, it } from 'vitest';
import {
  fileOf,
  insert,
  insertBlock,
  link,
  nameAt,
  nameOf,
  mentionOf,
  prefixLines,
  readable,
  wrap,
  type Selected,
} from './markdown.ts';

/** `un [mot] là`: the selection stands between brackets. */
function marked(text: string): Selected {
  const start = text.indexOf('⟦');
  const end = text.indexOf('⟧') - 1;
  return { text: text.replace('⟦', '').replace('⟧', ''), start, end };
}
const shown = ({ text, start, end }: Selected): string =>
  `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;

describe('marks around a selection', () => {
  it('surround it and keep it selected', () => {
    expect(shown(wrap(marked('un ⟦mot⟧ là'), '**', 'x'))).toBe('un **⟦mot⟧** là');
  });
  it('leave outer spaces outside, where Markdown wants them', () => {
    expect(shown(wrap(marked('un ⟦mot ⟧là'), '**', 'x'))).toBe('un **⟦mot⟧** là');
  });
  it('are taken away the second time', () => {
    expect(shown(wrap(marked('un **⟦mot⟧** là'), '**', 'x'))).toBe('un ⟦mot⟧ là');
  });
  it('show where to write when nothing is selected', () => {
    expect(shown(wrap(marked('un ⟦⟧'), '*', 'texte'))).toBe('un *⟦texte⟧*');
  });
});

describe('prefixes of lines', () => {
  it('begin each selected line', () => {
    expect(prefixLines(marked('a\n⟦b\nc⟧\nd'), '- ').text).toBe('a\n- b\n- c\nd');
  });
  it('are taken away where every line has them', () => {
    expect(prefixLines(marked('⟦> a\n> b⟧'), '> ').text).toBe('a\nb');
  });
  it('do not reach the line after a selection that ends with its line', () => {
    expect(prefixLines(marked('⟦a\n⟧b'), '> ').text).toBe('> a\nb');
  });
  it('begin the line of the cursor', () => {
    expect(shown(prefixLines(marked('a\nbé⟦⟧c'), '- '))).toBe('a\n- béc⟦⟧');
  });
});

describe('links', () => {
  it('ask for the address of a selected text', () => {
    expect(shown(link(marked('voir ⟦la note⟧'), 'texte'))).toBe('voir [la note](⟦https://⟧)');
  });
  it('ask for the text of a selected address', () => {
    expect(shown(link(marked('⟦https://exemple.fr/a⟧'), 'texte'))).toBe('[⟦texte⟧](https://exemple.fr/a)');
  });
});

describe('blocks', () => {
  it('stand on lines of their own', () => {
    expect(shown(insertBlock(marked('avant⟦⟧après'), '> cité'))).toBe('avant\n\n> cité\n\n⟦⟧après');
  });
  it('need no empty line at the beginning', () => {
    expect(shown(insertBlock(marked('⟦⟧'), '> cité'))).toBe('> cité\n\n⟦⟧');
  });
  it('do not multiply empty lines', () => {
    expect(insertBlock(marked('avant\n\n⟦⟧\n\naprès'), '> cité').text).toBe('avant\n\n> cité\n\naprès');
  });
  it('differ from pieces, which stay in the line', () => {
    expect(shown(insert(marked('un ⟦mot⟧ là'), 'autre'))).toBe('un autre⟦⟧ là');
  });
});

describe('quotes, mentions and files', () => {
  const id = '01a210cb-8df5-74ed-bcae-70e321dd6318';
  it('names keep their brackets as text', () => {
    expect(mentionOf({ id, name: 'Ève [DAF]' })).toBe(`[@Ève \\[DAF\\]](member:${id})`);
  });
  it('things stand behind a #, by id', () => {
    expect(nameOf({ kind: 'card', id, name: 'Ève [DAF]' })).toBe(`[#Ève \\[DAF\\]](card:${id})`);
    expect(nameOf({ kind: 'tag', id: 'mise en place', name: 'mise en place' })).toBe(
      '[#mise en place](tag:mise%20en%20place)',
    );
    expect(readable(`${nameOf({ kind: 'card', id, name: 'Ève' })} et [#paie](tag:paie)`)).toBe(
      '#Ève et #paie',
    );
  });
  it('are read by their names', () => {
    const source = `> [@Ève \\[DAF\\]](post:${id})\n> une\n\n${mentionOf({ id, name: 'Zoé' })}, oui`;
    expect(readable(source)).toBe('> @Ève [DAF]\n> une\n\n@Zoé, oui');
  });
  it('pictures are shown in place, documents are linked', () => {
    expect(fileOf({ id, name: 'été.png', kind: 'picture' })).toBe(`![été.png](file:${id})`);
    expect(fileOf({ id, name: 'bilan 2024.pdf', kind: 'document' })).toBe(`[bilan 2024.pdf](file:${id})`);
  });
});

describe('a name being typed', () => {
  const at = (text: string) => nameAt(text, text.length);
  it.each([
    ['#devis', 'devis', 0],
    ['voir #Reprise des st', 'Reprise des st', 5],
    ['@', '', 0],
    ['Bonjour @Gra', 'Gra', 8],
    ['(@Éri', 'Éri', 1],
    ['d’après @Jean-Marc Du', 'Jean-Marc Du', 8],
    ['@François-Xavier ', 'François-Xavier', 0],
    ['ligne\n@Zo', 'Zo', 6],
  ])('is seen in %j', (text, query, start) => {
    expect(at(text)).toMatchObject({ query, start });
  });
  it.each(['jean@exemple', '@Jean Marc Du Pont ', '@Zoé, oui', '[@Zoé', 'sans rien', '@12', '#1', 'C#'])(
    'is not seen in %j',
    (text) => {
      expect(at(text)).toBeNull();
    },
  );
  it('is looked for at the cursor, not at the end', () => {
    expect(nameAt('@Gra et la suite', 4)).toEqual({ sign: '@', query: 'Gra', start: 0 });
  });
});
