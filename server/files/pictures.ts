import sharp, { type Sharp } from 'sharp';
import { Refusal } from '../errors.ts';
import type { FileType } from './types.ts';

/** A photograph of today's phones has 12 to 50 megapixels; one bomb of a few kilobytes may unfold to billions. */
const pixelsMax = 50_000_000;
/** The longer side after shrinking: sharp on the densest screens, and small enough for a phone on the road. */
const sideMax = 2400;
const secondsMax = 20;
/** Each picture under way may take 200 MB of memory. */
const atOnceMax = 2;

interface Picture {
  content: Buffer;
  type: FileType;
  width: number;
  height: number;
}

/** Pictures anew from their pixels alone: place, camera and whatever else was hidden in the file stay behind. */
export type PictureMaker = (content: Buffer, type: FileType) => Promise<Picture>;

/** A maker of pictures that works on a few at once and lets the others wait. */
export function openPictureMaker(): PictureMaker {
  let free = atOnceMax;
  const waiting: (() => void)[] = [];
  return async (content, type) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await remake(content, type);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

const jpeg: FileType = { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], kind: 'picture' };
const webp: FileType = { mime: 'image/webp', extensions: ['webp'], kind: 'picture' };

/** 413 for too many pixels, 422 for what can't be read as a picture. */
async function remake(content: Buffer, given: FileType): Promise<Picture> {
  try {
    const options = { limitInputPixels: pixelsMax, failOn: 'error' } as const;
    const { width, height, pages = 1 } = await sharp(content, options).metadata();
    if (width * height * pages > pixelsMax) throw new Refusal(413, 'too_large');
    const isMoving = pages > 1 && (given.mime === 'image/gif' || given.mime === 'image/webp');
    const source = isMoving
      ? sharp(content, { ...options, animated: true })
      : sharp(content, options).autoOrient();
    const shrunk = source
      .timeout({ seconds: secondsMax })
      .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true });
    const { pipeline, type } = encode(shrunk, given);
    const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
    return { content: data, type, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof Error && error.message.includes('pixel limit')) throw new Refusal(413, 'too_large');
    throw new Refusal(422, 'file_type_refused');
  }
}

/** The same format where all browsers show it and it is quick to write. */
function encode(pipeline: Sharp, given: FileType): { pipeline: Sharp; type: FileType } {
  if (given.mime === 'image/png') return { pipeline: pipeline.png({ compressionLevel: 8 }), type: given };
  if (given.mime === 'image/gif') return { pipeline: pipeline.gif(), type: given };
  if (given.mime === 'image/webp') return { pipeline: pipeline.webp({ quality: 85 }), type: given };
  // Writing AVIF takes many seconds; WebP keeps its transparency too.
  if (given.mime === 'image/avif') return { pipeline: pipeline.webp({ quality: 85 }), type: webp };
  return { pipeline: pipeline.jpeg({ quality: 85 }), type: jpeg };
}
