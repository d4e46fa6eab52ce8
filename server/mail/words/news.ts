import type { Language } from '@cenacle/shared/http.ts';
import type { NotificationKind } from '@cenacle/shared/notifications/contract.ts';

/** The words of mails that tell members what is new. */
export interface NewsWords {
  greeting: string;
  someone: string;
  told: Record<NotificationKind, (who: string) => string>;
  others: (n: number) => string;
  unread: (n: number) => string;
  notice: { one: (told: string) => string; many: (n: number) => string; more: string };
  digest: { subject: string; waiting: string; moved: string; finished: string; read: string };
  all: string;
  why: { notice: string; digest: string };
  settings: string;
  unsubscribe: string;
}

const fr: NewsWords = {
  greeting: 'Bonjour,',
  someone: 'Quelqu’un',
  told: {
    mention: (who) => `${who} vous a mentionné`,
    reply: (who) => `${who} a répondu`,
    closed: () => 'Le cas est terminé',
    card: (who) => `${who} vous a transmis cette carte`,
    vouch: (who) => `${who} a recommandé cette carte, qui est à vous`,
    evaluation: (who) => `${who} a rendu une évaluation`,
    follow: (who) => `${who} a écrit`,
  },
  others: (n) => (n > 1 ? `et ${n} autres messages` : 'et un autre message'),
  unread: (n) => (n > 1 ? `${n} messages non lus` : '1 message non lu'),
  notice: {
    one: (told) => `${told} sur Cénacle`,
    many: (n) => `${n} nouvelles qui vous concernent sur Cénacle`,
    more: 'D’autres nouvelles vous attendent sur le site.',
  },
  digest: {
    subject: 'Votre semaine sur Cénacle',
    waiting: 'On vous attend',
    moved: 'Ce qui a bougé dans vos cas',
    finished: 'Terminés dans vos domaines',
    read: 'Marquer tout cela comme lu',
  },
  all: 'Voir mes notifications',
  why: {
    notice: 'Vous recevez ce message parce que cela vous concerne et que vous ne l’aviez pas encore lu.',
    digest: 'Vous recevez ce récapitulatif une fois par semaine.',
  },
  settings: 'Choisir ce que je reçois, et quand :',
  unsubscribe: 'Ne plus recevoir ces messages :',
};

const en: NewsWords = {
  greeting: 'Hello,',
  someone: 'Somebody',
  told: {
    mention: (who) => `${who} mentioned you`,
    reply: (who) => `${who} answered`,
    closed: () => 'The case is finished',
    card: (who) => `${who} passed you this card`,
    vouch: (who) => `${who} vouched for this card of yours`,
    evaluation: (who) => `${who} gave an evaluation`,
    follow: (who) => `${who} wrote`,
  },
  others: (n) => (n > 1 ? `and ${n} more messages` : 'and one more message'),
  unread: (n) => (n > 1 ? `${n} unread messages` : '1 unread message'),
  notice: {
    one: (told) => `${told} on Cénacle`,
    many: (n) => `${n} things that concern you on Cénacle`,
    more: 'There is more for you on the site.',
  },
  digest: {
    subject: 'Your week on Cénacle',
    waiting: 'Waiting for you',
    moved: 'What moved in your cases',
    finished: 'Finished in your fields',
    read: 'Mark all this as read',
  },
  all: 'See my notifications',
  why: {
    notice: 'You receive this because it concerns you and you had not read it yet.',
    digest: 'You receive this summary once a week.',
  },
  settings: 'Choose what I receive, and when:',
  unsubscribe: 'Stop receiving these messages:',
};

export const newsWords: Record<Language, NewsWords> = { fr, en };
