import { describe, expect, it } from 'vitest';
import type { Post } from '@cenacle/shared/threads/contract.ts';
import { arrivalsIn, cursorAfter, joinWindows, mergeChanges, type PostWindow } from './merge-posts.ts';

function post(position: number, change_seq = position, more: Partial<Post> = {}): Post {
  return {
    id: `post-${position}`,
    thread_id: 'thread',
    position,
    change_seq,
    state: 'shown',
    author: { id: 'voice', member: null },
    html: `<p>${position}</p>`,
    source: null,
    version: 1,
    created_at: '2026-11-25T09:00:00.000Z',
    edited_at: null,
    reply_to: null,
    mine: false,
    muted: false,
    bookmark_id: null,
    can: { edit: false, delete: false, history: false },
    ...more,
  };
}
const positions = ({ items }: PostWindow): number[] => items.map(({ position }) => position);
const run = (from: number, to: number, more: Partial<PostWindow> = {}): PostWindow => ({
  items: Array.from({ length: to - from + 1 }, (_, i) => post(from + i)),
  previous: from > 1 ? from : null,
  next: null,
  ...more,
});

describe('changes in a window', () => {
  it('append new posts where the window reaches the end', () => {
    expect(positions(mergeChanges(run(1, 3), [post(4), post(5)]))).toEqual([1, 2, 3, 4, 5]);
  });
  it('replace what they change, in its place', () => {
    const merged = mergeChanges(run(1, 3), [post(2, 9, { html: '<p>autre</p>' })]);
    expect(merged.items[1]?.html).toBe('<p>autre</p>');
    expect(positions(merged)).toEqual([1, 2, 3]);
  });
  it('never put an older state over a newer one', () => {
    const held = mergeChanges(run(1, 2), [post(2, 9, { state: 'deleted' })]);
    expect(mergeChanges(held, [post(2, 5)])).toBe(held);
  });
  it('leave out posts behind a window that does not reach the end', () => {
    const window = run(1, 3, { next: 3 });
    expect(mergeChanges(window, [post(9)])).toBe(window);
  });
  it('leave out posts in front of the window', () => {
    const window = run(10, 12);
    expect(mergeChanges(window, [post(4, 20)])).toBe(window);
  });
  it('take posts in whatever order they changed', () => {
    expect(positions(mergeChanges(run(1, 2), [post(4, 5), post(3, 6)]))).toEqual([1, 2, 3, 4]);
  });
  it('fill an empty window', () => {
    const empty: PostWindow = { items: [], previous: null, next: null };
    expect(positions(mergeChanges(empty, [post(1)]))).toEqual([1]);
  });
});

describe('windows', () => {
  it('that touch become one, with the bounds of both', () => {
    const joined = joinWindows(run(31, 60, { previous: 31, next: 60 }), run(1, 30, { next: 30 }));
    expect(positions(joined)).toHaveLength(60);
    expect(joined).toMatchObject({ previous: null, next: 60 });
  });
  it('that overlap keep the newer state of each post', () => {
    const held = mergeChanges(run(1, 5, { next: 5 }), [post(5, 40, { state: 'deleted' })]);
    const joined = joinWindows(held, run(4, 8));
    expect(joined.items.find(({ position }) => position === 5)?.state).toBe('deleted');
    expect(joined).toMatchObject({ previous: null, next: null });
  });
  it('that lie apart do not mix: the reader went elsewhere', () => {
    expect(positions(joinWindows(run(1, 5, { next: 5 }), run(50, 52)))).toEqual([50, 51, 52]);
  });
  it('that are empty change nothing', () => {
    const held = run(1, 3);
    expect(joinWindows(held, { items: [], previous: null, next: null })).toBe(held);
  });
});

describe('the cursor', () => {
  it('goes on from the last change while there are more', () => {
    expect(cursorAfter(3, { items: [post(4, 7)], next: 7, head: 12 })).toBe(7);
  });
  it('is the head when this was the last page, though no post changed', () => {
    expect(cursorAfter(3, { items: [], next: null, head: 5 })).toBe(5);
  });
  it('does not fall behind what was seen after the head was read', () => {
    expect(cursorAfter(3, { items: [post(4, 8)], next: null, head: 7 })).toBe(8);
  });
});

it('arrivals are new posts of others, not one’s own and no tombstones', () => {
  const before = run(1, 2);
  const come = [post(3, 3, { mine: true }), post(4, 4, { state: 'deleted' }), post(5)];
  expect(arrivalsIn(before, mergeChanges(before, come)).map(({ position }) => position)).toEqual([5]);
});
