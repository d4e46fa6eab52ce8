import { plural } from '../plural.ts';

export const common = {
  brand: 'Cénacle',
  skipToContent: 'Aller au contenu',
  optional: 'facultatif',
  cancel: 'Annuler',
  undo: 'Annuler',
  close: 'Fermer',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  change: 'Modifier',
  remove: 'Retirer',
  more: 'Voir la suite',
  back: 'Retour',
  or: 'ou',
  unread: (n: number) => plural('fr', n, { one: '# non lu', other: '# non lus' }),
  language: 'Langue',
  languageNames: { fr: 'Français', en: 'English' },
  theme: 'Apparence',
  themeNames: { system: 'Auto', light: 'Clair', dark: 'Sombre' },
};
