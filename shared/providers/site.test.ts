import { expect, test } from 'vitest';
import { readSite } from './site.ts';

test.each([
  ['', null],
  ['exemple.fr', { website: 'https://exemple.fr', domain: 'exemple.fr' }],
  ['www.Exemple.fr/', { website: 'https://www.exemple.fr', domain: 'exemple.fr' }],
  ['http://exemple.fr/offre?x=1#haut', { website: 'http://exemple.fr/offre?x=1', domain: 'exemple.fr' }],
  ['exemple.fr:8443/a', { website: 'https://exemple.fr:8443/a', domain: 'exemple.fr' }],
  ['https://société.fr', { website: 'https://xn--socit-esab.fr', domain: 'xn--socit-esab.fr' }],
  [
    'https://fr.linkedin.com/company/exemple',
    { website: 'https://fr.linkedin.com/company/exemple', domain: '' },
  ],
  ['sites.google.com/view/exemple', { website: 'https://sites.google.com/view/exemple', domain: '' }],
  ['exemple.github.io', { website: 'https://exemple.github.io', domain: '' }],
  // Its name only ends like one of those.
  ['notgithub.com', { website: 'https://notgithub.com', domain: 'notgithub.com' }],
])('%j is read', (typed, site) => {
  expect(readSite(typed)).toEqual(site);
});

test.each([
  'javascript:alert(1)',
  'ftp://exemple.fr',
  'mailto:a@exemple.fr',
  'localhost',
  'http://intranet',
  'http://127.0.0.1/x',
  'http://[::1]/',
  'http://2130706433/',
  'http://0x7f.1/',
  'https://qui:secret@exemple.fr',
  'exemple point fr',
  'https://imprimante.local',
])('%s is none', (typed) => {
  expect(readSite(typed)).toBe('bad_website');
});
