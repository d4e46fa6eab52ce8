/**
 * Numbers from 0 up to 1, the same for the same seed everywhere: sfc32 (Doty-Humphrey, PractRand), which only adds, shifts
 * and combines whole numbers. Not for secrets.
 */
export function randomFrom(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9, 0x243f6a88, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers of seeds that are alike are alike.
  for (let i = 0; i < 12; i++) next();
  return next;
}
