import { plural } from '../plural.ts';

export const nav = {
  label: 'Navigation principale',
  today: 'Aujourd’hui',
  threads: 'Cas',
  invitations: (n: number) => plural('fr', n, { one: '# invitation', other: '# invitations' }),
  benchmarks: 'Benchmarks',
  cards: 'Cartes',
  knowledge: 'Savoir',
  providers: 'Prestataires',
  circles: 'Cercles',
  members: 'Membres',
  moderation: 'Modération',
  settings: 'Réglages',
  newCase: 'Exposer un cas',
  accountMenu: (name: string) => `Menu de ${name}`,
  profile: 'Mon profil',
  bookmarks: 'Marque-pages',
  signOut: 'Se déconnecter',
};
