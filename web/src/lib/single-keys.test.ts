import { expect, test } from 'vitest';
import { hasSingleKeys } from './single-keys.ts';

test.each([
  ['', true],
  ['cenacle_keys=on; cenacle_theme=dark', true],
  ['cenacle_theme=dark; cenacle_keys=off', false],
  ['cenacle_keys=off; cenacle_theme=dark', false],
  ['other_cenacle_keys=off', true],
  ['cenacle_keys=offline', true],
])('with the cookies "%s" single keys are on: %s', (cookies, on) => {
  expect(hasSingleKeys(cookies)).toBe(on);
});
