import { describe, expect, test } from 'vitest';
import fixture from '../../test/fixtures/cards.json' with { type: 'json' };
import { readPhone } from './phone.ts';
import { writeVCard, type VCard } from './vcard.ts';

interface Example {
  id: string;
  kind: string;
  input?: unknown;
  expect: Record<string, unknown>;
}
const examples = (kind: string): [string, Example][] =>
  (fixture.cases as Example[]).filter((each) => each.kind === kind).map((each) => [each.id, each]);

describe('a phone as it was typed', () => {
  test.each(examples('phone'))('%s', (_id, { input, expect: expected }) => {
    const { text } = input as { text: string };
    expect(readPhone(text)).toEqual({ e164: expected.e164, extension: expected.ext });
  });
  test.each([
    ['01 99 00 12 34', '+33199001234', null],
    ['+33 (0)1 99 00 12 34', '+33199001234', null],
    ['0033 1 99 00 12 34', '+33199001234', null],
    ['01.99.00.12.34 poste 7', '+33199001234', '7'],
    ['01 99 00 12 34 ou 06 12 34 56 78', '+33199001234', null],
    ['01 99 00 12 34 / 06 12 34 56 78', '+33199001234', null],
    ['+44 20 7946 0018', '+442079460018', null],
    // In Réunion, and nowhere in metropolitan France.
    ['0262 12 34 56', '+262262123456', null],
    ['bureau', null, null],
    ['12', null, null],
  ])('%s', (typed, e164, extension) => {
    expect(readPhone(typed)).toEqual({ e164, extension });
  });
});

describe('a vCard 3.0', () => {
  test.each(examples('write'))('%s', (_id, { input, expect: expected }) => {
    const lines = writeVCard(input as VCard).split('\r\n');
    for (const line of expected.lines as string[]) expect(lines).toContain(line);
  });

  test('is folded at 75 octets, inside of no character, and says the same unfolded', () => {
    const note = 'Été à l’orée du bois, où l’on déploie des œuvres. '.repeat(4).trim();
    const written = writeVCard({ fn: 'Inès de la Fontaine Maréchal', note, title: 'Fondatrice' });
    expect(written.endsWith('END:VCARD\r\n')).toBe(true);
    for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = written.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded).toContain(`NOTE:${note.replaceAll(',', '\\,')}`);
    expect(unfolded).toContain('N:Maréchal;Inès de la Fontaine;;;');
  });

  test('gives phones in E.164 where they can be read so, and as typed where not', () => {
    const written = writeVCard({
      fn: 'A',
      contactPoints: [
        { kind: 'phone', raw: '01 99 00 12 34', e164: '+33199001234' },
        { kind: 'phone', raw: '(613) 555-0199', e164: null },
        { kind: 'email', raw: 'a@b.example', e164: null },
        { kind: 'website', raw: 'https://b.example/', e164: null },
      ],
    });
    const lines = written.split('\r\n');
    expect(lines).toContain('TEL;TYPE=VOICE:+33199001234');
    expect(lines).toContain('TEL;TYPE=VOICE:(613) 555-0199');
    expect(lines).toContain('EMAIL;TYPE=INTERNET:a@b.example');
    expect(lines).toContain('URL:https://b.example/');
  });
});
