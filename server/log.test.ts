import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeError } from './log.ts';

test('a failed statement is logged with its cause and without what was asked', () => {
  const cause = Object.assign(new Error('deadlock detected'), { code: '40P01' });
  const logged = describeError(new DrizzleQueryError('select $1', ['canari'], cause));
  expect(JSON.stringify(logged)).not.toContain('canari');
  expect(logged).toMatchObject({
    query: 'select $1',
    cause: { code: '40P01', message: 'deadlock detected' },
  });
});
