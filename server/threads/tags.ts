import { oneLine } from '../http/text.ts';

/** Tags in lower case without `#`, each once, in the order given; the field is named for what cannot be kept. */
export const cleanTags = (tags: string[]): string[] => [
  ...new Set(
    tags
      .map((tag, i) =>
        oneLine(`tags.${i}`, tag).replace(/^#+/, '').replace(/\s+/g, ' ').trim().toLocaleLowerCase('fr'),
      )
      .filter((tag) => tag !== ''),
  ),
];
