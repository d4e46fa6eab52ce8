import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type Caller, type TestApp } from '../../test/app.ts';
import { codeOf, upload, uploaded } from '../../test/upload.ts';

let it: TestApp;
let grace: Caller;

beforeAll(async () => {
  it = await makeApp();
  grace = it.as('grace');
});
afterAll(() => it.close());

const plain = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } });

/** A photograph as a phone makes it: turned on its side, with the place where it was taken. */
const photograph = () =>
  plain(60, 40)
    .withExif({
      IFD0: { Make: 'Secret camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

describe('an uploaded picture', () => {
  test('is written anew, upright, without the place and the camera in it', async () => {
    const original = await photograph();
    expect(original.includes('Secret camera')).toBe(true);
    const file = await uploaded(it, grace, 'vacances.jpeg', original);
    expect(file).toMatchObject({
      name: 'vacances.jpeg',
      type: 'image/jpeg',
      kind: 'picture',
      width: 40,
      height: 60,
    });
    const { rawPayload } = await grace.get(file.url);
    expect(rawPayload.length).toBe(file.bytes);
    expect(rawPayload.includes('Secret camera')).toBe(false);
    const metadata = await sharp(rawPayload).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 40, height: 60 });
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual(
      Array(4).fill(undefined),
    );
  });

  test('is made as small as a page shows it', async () => {
    const file = await uploaded(it, grace, 'affiche.png', await plain(3000, 1500).png().toBuffer());
    expect(file).toMatchObject({ type: 'image/png', width: 2400, height: 1200 });
  });

  test.each([
    ['png', 'image/png', 'p.png'],
    ['webp', 'image/webp', 'p.webp'],
    ['gif', 'image/gif', 'p.gif'],
    ['avif', 'image/webp', 'p.webp'],
  ] as const)('may be %s', async (format, type, name) => {
    const content = await plain().toFormat(format).toBuffer();
    expect(await uploaded(it, grace, `p.${format}`, content)).toMatchObject({
      type,
      name,
      width: 60,
      height: 40,
    });
  });

  test('keeps moving', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 30, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const content = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [90, 90, 90] })
      .toBuffer();
    const file = await uploaded(it, grace, 'film.gif', content);
    expect(file).toMatchObject({ type: 'image/gif', width: 30, height: 20 });
    expect(await sharp((await grace.get(file.url)).rawPayload).metadata()).toMatchObject({
      pages: 3,
      delay: [90, 90, 90],
    });
  });

  test('of too many pixels is refused, however small its file', async () => {
    const content = await plain(8000, 7000).png().toBuffer();
    expect(content.length).toBeLessThan(1_000_000);
    expect(await codeOf(upload(it, grace, 'bombe.png', content))).toEqual([413, 'too_large']);
  });

  test('that is cut off is refused', async () => {
    const content = await plain(600, 400).png().toBuffer();
    expect(await codeOf(upload(it, grace, 'coupe.png', content.subarray(0, 200)))).toEqual([
      422,
      'file_type_refused',
    ]);
  });
});
