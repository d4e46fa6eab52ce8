import { expect, test } from 'vitest';
import { labelsFor } from './price-labels.ts';

const drawing = { width: 300, height: 220 };
const point = (id: string, x: number, y: number) => ({ id, name: 'Dix signes', x, y });

test('names stand above their points, below where another is, and not at all where both are taken', () => {
  expect(labelsFor([point('a', 150, 100), point('b', 155, 96), point('c', 152, 98)], drawing)).toEqual([
    { id: 'a', x: 150, y: 90 },
    { id: 'b', x: 155, y: 120 },
  ]);
});

test('names stay inside of the drawing', () => {
  expect(labelsFor([point('a', 2, 10), point('b', 298, 100)], drawing)).toEqual([
    { id: 'a', x: 45, y: 34 },
    { id: 'b', x: 255, y: 90 },
  ]);
});
