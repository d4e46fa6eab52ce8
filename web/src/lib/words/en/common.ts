import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

export const common: Words['common'] = {
  brand: 'Cénacle',
  skipToContent: 'Skip to content',
  optional: 'optional',
  cancel: 'Cancel',
  undo: 'Undo',
  close: 'Close',
  save: 'Save',
  saved: 'Saved.',
  change: 'Change',
  remove: 'Remove',
  more: 'Show more',
  back: 'Back',
  or: 'or',
  unread: (n) => plural('en', n, { one: '# unread', other: '# unread' }),
  language: 'Language',
  languageNames: { fr: 'Français', en: 'English' },
  theme: 'Appearance',
  themeNames: { system: 'Auto', light: 'Light', dark: 'Dark' },
};
