import { expect, it } from 'vitest';
import { Attempt } from './attempt.ts';

it('the same text tried again keeps its key; another text, or the same once it arrived, gets a new one', () => {
  const attempt = new Attempt();
  let made = 0;
  const keyFor = (body: unknown) => attempt.keyFor(body, () => `key-${(made += 1)}`);
  expect(keyFor({ body: 'a' })).toBe('key-1');
  expect(keyFor({ body: 'a' })).toBe('key-1');
  expect(keyFor({ body: 'a', reply_to: 'x' })).toBe('key-2');
  attempt.done();
  expect(keyFor({ body: 'a', reply_to: 'x' })).toBe('key-3');
});
