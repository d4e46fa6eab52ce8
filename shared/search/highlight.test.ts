import { describe, expect, test } from 'vitest';
import { passageOf, segmentsOf, wordsOf } from './highlight.ts';

const found = (text: string, ...marked: string[]) =>
  wordsOf(text).filter((word) => marked.includes(word.text));
const said = (segments: { text: string; mark: boolean }[]) =>
  segments.map(({ text, mark }) => (mark ? `[${text}]` : text)).join('');

describe('what was found', () => {
  test('is marked in its own spelling', () => {
    const text = 'L’été, les équipes évaluées';
    expect(said(segmentsOf(text, found(text, 'été', 'évaluées')))).toBe('L’[été], les équipes [évaluées]');
  });

  test('is shown with the words around it, cut between words', () => {
    const text = `${'avant '.repeat(80)}la délivrabilité chute${' après'.repeat(80)}`;
    const passage = said(passageOf(text, found(text, 'délivrabilité')));
    expect(passage).toMatch(/^… (avant )+la \[délivrabilité\] chute( après)+ …$/);
    expect(passage.length).toBeLessThan(270);
  });

  test('is shown where the most different words stand together', () => {
    const text = `prix ${'mot '.repeat(100)} prix prix prix ${'mot '.repeat(100)} prix et délai`;
    expect(said(passageOf(text, found(text, 'prix', 'délai')))).toContain('[prix] et [délai]');
  });

  test('is shown where it stands in a writing without spaces, cut between signs', () => {
    const text = `${'财务软件'.repeat(200)} 供应商 ${'👩‍👧‍👦'.repeat(60)}`;
    const passage = said(passageOf(text, found(text, '供应商')));
    expect(passage).toContain('[供应商]');
    expect(passage.length).toBeLessThan(270);
    expect(passage).toMatch(/^… (财务软件|务软件|软件|件).*👩‍👧‍👦 …$/u);
  });

  test('begins the text where nothing was found in it', () => {
    expect(said(passageOf('Tout court.', []))).toBe('Tout court.');
    expect(passageOf('', [])).toEqual([]);
    const long = 'x'.repeat(400);
    expect(said(passageOf(long, [])).length).toBeLessThan(250);
  });
});
