import { expect, test } from 'vitest';
import { fromIn, isWalkKey, nextPath, walkPath } from './walk.ts';

const id = '01900000-0000-7000-8000-000000000001';
const key = {
  key: 'n',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  defaultPrevented: false,
};

test('a thread opens at its first unread post, below the line where the reader left off', () => {
  expect(nextPath({ id, position: 3, first_unread: 4 })).toBe(`/threads/${id}?at=4#since`);
  expect(nextPath({ id, position: 0, first_unread: 1 })).toBe(`/threads/${id}?at=1#post-1`);
});

test('the walk goes on from a thread, and from nothing that is none', () => {
  const url = (path: string) => new URL(path, 'https://cenacle.example');
  expect(fromIn(url(walkPath(id)))).toBe(id);
  expect(fromIn(url(walkPath()))).toBeUndefined();
  expect(fromIn(url('/threads/next?from=moi'))).toBeUndefined();
});

test('the key is n alone', () => {
  expect(isWalkKey(key)).toBe(true);
  expect(isWalkKey({ ...key, key: 'N' })).toBe(false);
  for (const held of ['ctrlKey', 'metaKey', 'altKey', 'shiftKey', 'repeat', 'defaultPrevented'] as const)
    expect(isWalkKey({ ...key, [held]: true })).toBe(false);
});
