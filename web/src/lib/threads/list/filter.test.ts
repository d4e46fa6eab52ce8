import { expect, test } from 'vitest';
import { addressOf, filterOf, queryOf, views } from './filter.ts';

const circleId = '01930000-0000-7000-8000-000000000001';
const read = (query: string) => filterOf(new URLSearchParams(query));
const none = { view: 'all', kind: null, circleId: null, tag: null } as const;

test.each([
  ['', none],
  ['state=open', { ...none, view: 'open' }],
  ['state=finished&mine=1', { ...none, view: 'finished' }],
  ['mine=1', { ...none, view: 'mine' }],
  ['unread=1&kind=discussion', { ...none, view: 'unread', kind: 'discussion' }],
  [`circle_id=${circleId.toUpperCase()}&tag=%20erp%20`, { ...none, circleId, tag: 'erp' }],
])('the address ?%s is understood', (query, filter) => {
  expect(read(query)).toEqual(filter);
});

test.each(['state=closed', 'mine=0', 'kind=poll', 'circle_id=1', 'tag=', `tag=${'x'.repeat(41)}`])(
  'what ?%s says means nothing and restricts nothing',
  (query) => {
    expect(read(query)).toEqual(none);
  },
);

test('every filter comes back from its own address', () => {
  for (const view of views) {
    const filter = { view, kind: 'case' as const, circleId, tag: 'e-mailing & SEO' };
    expect(read(addressOf(filter).split('?')[1] ?? '')).toEqual(filter);
  }
});

test('the plain list has a plain address, and a cursor goes with its filter', () => {
  expect(addressOf(none)).toBe('/threads');
  expect(addressOf({ ...none, tag: 'erp' }, 'a=b')).toBe('/threads?tag=erp&after=a%3Db');
});

test('the query of the API has nothing that the filter has not', () => {
  expect(queryOf(none)).toEqual({});
  expect(queryOf({ ...none, view: 'mine', kind: 'case' })).toEqual({ mine: '1', kind: 'case' });
});
