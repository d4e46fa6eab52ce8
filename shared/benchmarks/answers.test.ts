import { expect, test } from 'vitest';
import { mentionsIn, messagesOf } from './answers.ts';

test('messages are told apart, and who wrote them is not kept', () => {
  const whatsapp =
    '[12/03/2026, 10:15:22] Paul Durand: Nous avons Ocre.\nTrès content.\n12/03/2026, 10:17 - Anne : moi aussi';
  expect(messagesOf('whatsapp', whatsapp)).toEqual(['Nous avons Ocre.\nTrès content.', 'moi aussi']);
  const mail =
    'De : Paul\nObjet : outil\n\nPrenez Ocre.\n\nLe 3 mars, Anne a écrit :\n> Safran chez nous\n> depuis un an';
  expect(messagesOf('mail', mail)).toEqual(['Prenez Ocre.', 'Safran chez nous\ndepuis un an']);
  expect(messagesOf('linkedin', 'Ocre !\n\nSafran.')).toEqual(['Ocre !', 'Safran.']);
  expect(messagesOf('list', 'Ocre\n\n Safran ')).toEqual(['Ocre', 'Safran']);
});

test('a name is found whole, with its sentence and without addresses', () => {
  const [found] = mentionsIn(
    'Bonjour. Chez nous c’est OCRE depuis deux ans, le support répond vite (paul@exemple.fr, 06 12 34 56 78, @anne). Bref.',
    ['ocre', 'safran'],
  );
  expect(found).toMatchObject({
    key: 'ocre',
    excerpt: 'Chez nous c’est OCRE depuis deux ans, le support répond vite (…, …, …).',
    reason: true,
  });
  expect(mentionsIn('Médiocre.', ['ocre'])).toEqual([]);
  expect(mentionsIn('Ocre', ['ocre'])).toMatchObject([{ reason: false }]);
  expect(mentionsIn('Que pensez-vous de la société Ocre pour une PME ?', ['ocre'])).toMatchObject([
    { reason: false },
  ]);
});

test('a longer name takes the place of the shorter one within it, unless that stands alone too', () => {
  expect(mentionsIn('Ocre Studio nous va.', ['ocre', 'ocre studio']).map(({ key }) => key)).toEqual([
    'ocre studio',
  ]);
  expect(mentionsIn('Ocre Studio, pas Ocre.', ['ocre', 'ocre studio']).map(({ key }) => key)).toEqual([
    'ocre',
    'ocre studio',
  ]);
});
