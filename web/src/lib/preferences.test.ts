import { expect, test } from 'vitest';
import { localPath, preferredLanguage, signInPath } from './preferences.ts';

test.each([
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['de-DE,en-GB;q=0.8,fr;q=0.4', 'en'],
  ['fr;q=0.2,en;q=0.9', 'en'],
  ['en;q=0,de', 'fr'],
  ['', 'fr'],
  [null, 'fr'],
  ['*', 'fr'],
])('Accept-Language %s reads as %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

test.each([
  ['/threads?filter=open#p3', '/threads?filter=open#p3'],
  ['//evil.test/x', '/'],
  ['/\\evil.test', '/'],
  ['/x\\..\\y', '/'],
  ['/\t/evil.test', '/'],
  ['https://evil.test/', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//evil.test', '/'],
  ['/a/..//evil.test', '/'],
  ['/api/me', '/'],
  ['/sign-out', '/'],
  ['', '/'],
  [null, '/'],
])('after sign-in, %s leads to %s', (next, path) => {
  expect(localPath(next)).toBe(path);
});

test('sign-in leads back to the page that asked for it', () => {
  expect(signInPath({ pathname: '/threads', search: '?filter=open' })).toBe(
    '/sign-in?next=%2Fthreads%3Ffilter%3Dopen',
  );
  expect(signInPath({ pathname: '/', search: '' })).toBe('/sign-in');
});
