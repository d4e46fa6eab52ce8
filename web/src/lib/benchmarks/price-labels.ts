/** A name beside its point, in the drawing's units: where its middle and the foot of its letters are. */
interface Label {
  id: string;
  x: number;
  y: number;
}

const letterWidth = 9;
const lineHeight = 18;
/** From a point to the foot of a name above and below it. */
const feet = [-10, 24];

/**
 * Where the names of points go: above, else below, and none where both places are taken or outside of the drawing: the
 * sentences and the table name all of them. `width` and `height` are those of the drawing.
 */
export function labelsFor(
  points: readonly { id: string; name: string; x: number; y: number }[],
  { width, height }: { width: number; height: number },
): Label[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return points.flatMap(({ id, name, ...at }) => {
    const half = (name.length * letterWidth) / 2;
    const x = Math.min(width - half, Math.max(half, at.x));
    const isFree = (y: number) =>
      y >= lineHeight &&
      y <= height &&
      taken.every(
        (other) => x + half <= other.left || x - half >= other.right || Math.abs(y - other.y) >= lineHeight,
      );
    const y = feet.map((foot) => at.y + foot).find(isFree);
    if (y === undefined) return [];
    taken.push({ left: x - half, right: x + half, y });
    return [{ id, x, y }];
  });
}
