import { plural } from '../plural.ts';

export const notifications = {
  title: 'Notifications',
  unread: (n: number) =>
    plural('fr', n, { one: '# notification non lue', other: '# notifications non lues' }),
  bell: 'Notifications',
  lead: 'Ce qui vous concerne : réponses, mentions, cas terminés.',
  settings: 'Régler ce dont je suis averti',
  readAll: 'Tout marquer comme lu',
  readAllDone: 'Tout est marqué comme lu.',
  readOne: 'C’est lu',
  readOneFor: (title: string) => `Marquer comme lu : ${title}`,
  isNew: 'Non lu :',
  more: 'Suite',
  backToTop: 'Revenir au début',
  empty: 'Aucune notification.',
  emptyText: 'Vous serez averti ici quand on vous répond, vous mentionne ou termine un cas que vous suivez.',
  someone: 'Quelqu’un',
  told: {
    mention: (who: string) => `${who} vous a mentionné`,
    reply: (who: string) => `${who} a répondu`,
    closed: () => 'Le cas est terminé',
    card: (who: string) => `${who} vous a transmis cette carte`,
    vouch: (who: string) => `${who} a recommandé cette carte, qui est à vous`,
    evaluation: (who: string) => `${who} a rendu une évaluation`,
    follow: (who: string) => `${who} a écrit`,
  },
  others: (n: number) => plural('fr', n, { one: 'et une autre', other: 'et # autres' }),
  kinds: {
    mention: 'On me mentionne',
    reply: 'On me répond, ou dans un cas que j’ai ouvert',
    closed: 'Un cas que j’ai ouvert ou que je suis se termine',
    card: 'On me transmet une carte',
    vouch: 'On recommande une de mes cartes',
    evaluation: 'On évalue dans un benchmark que j’ai ouvert',
    follow: 'On écrit dans un cas que je suis',
  },
  setting: {
    lead: 'Ce que vous recevez, sorte par sorte. Un cas en sourdine ne vous avertit jamais.',
    inApp: 'M’avertir sur le site quand…',
    saved: 'C’est enregistré.',
  },
};
