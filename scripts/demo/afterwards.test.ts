import { describe, expect, test } from 'vitest';
import { checkLineMax } from '@cenacle/shared/threads/check-contract.ts';
import { learnedMax, lessonQuestionMax } from '@cenacle/shared/threads/lesson-contract.ts';
import { demonstration } from './content.ts';

const { afterwards, threads } = demonstration;
const texts = afterwards.flatMap(({ checks, lessons }) => [
  ...checks.map(({ line }) => line),
  ...lessons.flatMap(({ learned, question }) => [learned, question]),
]);

describe('what came after the finished cases of the demonstration', () => {
  test.each(afterwards)('$case: could have been written so', ({ case: key, checks, helpful, lessons }) => {
    const thread = threads.find((each) => each.key === key);
    const finishedDaysAgo = thread?.outcome?.finishedDaysAgo ?? -1;
    for (const { days, lateBy, line } of checks) {
      expect(days + lateBy).toBeLessThan(finishedDaysAgo);
      expect(line.length).toBeLessThanOrEqual(checkLineMax);
    }
    for (const index of helpful) {
      expect(thread?.posts[index]?.by).toBeDefined();
      expect(thread?.posts[index]?.by).not.toBe(thread?.by);
    }
    for (const { by, daysAfter, learned, question } of lessons) {
      expect(thread?.posts.map((post) => post.by)).toContain(by);
      expect(daysAfter).toBeLessThan(finishedDaysAgo);
      expect(learned + question).not.toBe('');
      expect(learned.length).toBeLessThanOrEqual(learnedMax);
      expect(question.length).toBeLessThanOrEqual(lessonQuestionMax);
    }
  });

  test('held, held in part and failed, and one question waits for its answer', () => {
    const answers = new Set(afterwards.flatMap(({ checks }) => checks.map(({ answer }) => answer)));
    expect([...answers].toSorted()).toEqual(['failed', 'held', 'partly']);
    const waiting = threads.find(({ key }) => key === 'seo-refonte');
    expect(waiting?.outcome?.finishedDaysAgo).toBeGreaterThan(180);
    const answered = afterwards.find((each) => each.case === 'seo-refonte')?.checks ?? [];
    expect(answered.map(({ days }) => days)).toEqual([30, 90]);
  });

  test.each([
    ['a straight apostrophe or quotation mark', /['"]/],
    ['an ordinary space before : ; ! ? or %', / [:;!?%]/],
  ])('is written without %s', (_, pattern) => {
    expect(texts.filter((text) => pattern.test(text))).toEqual([]);
  });
});
