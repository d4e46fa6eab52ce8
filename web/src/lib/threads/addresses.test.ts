import { describe, expect, it } from 'vitest';
import { earlierPath, laterPath, openingPosition, positionIn } from './addresses.ts';

describe('where a thread opens', () => {
  const thread = (last_position: number, position: number, first_unread: number | null) => ({
    last_position,
    read: { position, first_unread },
  });
  it('at the beginning for whom it is new', () => {
    expect(openingPosition(thread(133, 0, 1))).toBe(1);
  });
  it('at the first unread post', () => {
    expect(openingPosition(thread(133, 56, 57))).toBe(57);
  });
  it('at its end when all is read', () => {
    expect(openingPosition(thread(133, 133, null))).toBe(133);
  });
});

describe('addresses', () => {
  it.each([
    ['?at=57', 57],
    ['?at=0', null],
    ['?at=-3', null],
    ['?at=1e3', null],
    ['?at=99999999999', null],
    ['', null],
  ])('%j asks for %s', (search, position) => {
    expect(positionIn(new URL(`http://x.test/threads/a${search}`))).toBe(position);
  });
  it('lead to the page that ends before, and to the one that begins behind', () => {
    // The server shows five posts in front of the one asked for, and thirty in all.
    expect(earlierPath('a', 51)).toBe('/threads/a?at=26#post-50');
    expect(laterPath('a', 50, 133)).toBe('/threads/a?at=56#post-51');
  });
  it('stay within the thread', () => {
    expect(earlierPath('a', 4)).toBe('/threads/a?at=1#post-3');
    expect(laterPath('a', 130, 133)).toBe('/threads/a?at=133#post-131');
  });
});
