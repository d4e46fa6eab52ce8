import { oneLine } from '../http/text.ts';

/** A tag as threads keep it: in lower case, without `#`, with single spaces; it may come out empty. */
export const cleanTag = (tag: string): string =>
  tag.replace(/^#+/, '').replace(/\s+/g, ' ').trim().toLocaleLowerCase('fr');

/** Tags as they are kept, each once, in the order given; the field is named for what cannot be kept. */
export const cleanTags = (tags: string[]): string[] => [
  ...new Set(tags.map((tag, i) => cleanTag(oneLine(`tags.${i}`, tag))).filter((tag) => tag !== '')),
];
