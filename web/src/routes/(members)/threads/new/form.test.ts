import { expect, test } from 'vitest';
import { fr } from '#lib/words/fr.ts';
import { bodyOf, fieldOf, kindOf, missingIn, namedAudience, tagsIn } from './form.ts';

test('a case is asked for with its sheet, and a blank day is no day', () => {
  const body = bodyOf('case', { title: 'Changer d’ERP ?', looking_for: 'Qui a basculé ?', wanted_by: '' });
  expect(body).toEqual({
    kind: 'case',
    title: 'Changer d’ERP ?',
    sheet: {
      context: '',
      stuck: '',
      tried: '',
      looking_for: 'Qui a basculé ?',
      not_wanted: '',
      wanted_by: null,
    },
  });
});

test('a discussion has no sheet', () => {
  expect(bodyOf('discussion', { title: 'T', body: 'B', context: 'left over', language: 'en' })).toEqual({
    kind: 'discussion',
    title: 'T',
    body: 'B',
    language: 'en',
  });
});

test('an audience is all members, a circle, or members by name', () => {
  const asked = (audience: string) => bodyOf('discussion', { audience, member_ids: 'a,b,a' });
  expect(asked('')).not.toHaveProperty('audience_id');
  expect(asked('circle-1')).toMatchObject({ audience_id: 'circle-1' });
  expect(asked('circle-1')).not.toHaveProperty('member_ids');
  expect(asked(namedAudience)).toMatchObject({ member_ids: ['a', 'b'] });
  expect(asked(namedAudience)).not.toHaveProperty('audience_id');
});

test.each([
  ['erp, #négoce ,ERP,', ['erp', 'négoce']],
  ['  site   en propre ', ['site en propre']],
  ['#, ,', []],
  [undefined, []],
])('tags typed as %j are %j', (text, tags) => {
  expect(tagsIn(text)).toEqual(tags);
});

test.each([
  ['title', 'title'],
  ['sheet.looking_for', 'looking_for'],
  ['audience_id', 'audience'],
  ['member_ids.3', 'member_ids'],
  ['tags.0', 'tags'],
  ['kind', ''],
])('a fault in %s is told beside %j', (path, field) => {
  expect(fieldOf(path)).toBe(field);
});

test('anything but a discussion is a case', () => {
  expect(kindOf('discussion')).toBe('discussion');
  expect(kindOf(null)).toBe('case');
  expect(kindOf('poll')).toBe('case');
});

test('only the mandatory fields are missed, and white space does not fill them', () => {
  const missed = (kind: 'case' | 'discussion', typed: Parameters<typeof missingIn>[1]) =>
    Object.keys(missingIn(kind, typed, fr.compose));
  expect(missed('case', { title: ' ', body: 'B' })).toEqual(['title', 'looking_for']);
  expect(missed('case', { title: 'T', looking_for: 'L' })).toEqual([]);
  expect(missed('discussion', { title: 'T' })).toEqual(['body']);
  expect(missed('discussion', { title: 'T', body: 'B', audience: namedAudience })).toEqual(['member_ids']);
  expect(missed('discussion', { title: 'T', body: 'B', audience: 'x' })).toEqual([]);
});
