import type { Catalogue, NoticeField } from './catalogue.ts';

const noticeFields: Record<NoticeField, string> = {
  person: 'nom',
  job_title: 'fonction',
  firm: 'entreprise',
  area: 'zone d’intervention',
  languages: 'langues',
  price: 'ordre de prix',
  contact: 'coordonnées',
};

/** The mails in French. */
export const words: Catalogue = {
  greeting: 'Bonjour,',
  signature: 'Cénacle',
  quoted: (name) => `Le mot de ${name} :`,
  code: ({ code }) => ({
    subject: `${code} est votre code de connexion`,
    before: ['Voici le code à saisir sur la page de connexion :'],
    after: [
      'Il est valable dix minutes et ne sert qu’une fois.',
      'Si vous ne l’avez pas demandé, ne faites rien : sans ce code, personne n’entre. Ne le communiquez à personne.',
    ],
  }),
  reset: () => ({
    subject: 'Choisir un nouveau mot de passe',
    before: [
      'Vous avez demandé à changer de mot de passe. Cette adresse vous mène à la page où le choisir :',
    ],
    action: 'Choisir un mot de passe',
    after: [
      'Elle est valable une heure et ne sert qu’une fois. Votre nouveau mot de passe mettra fin aux sessions ouvertes.',
      'Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.',
    ],
  }),
  invitation: ({ sponsor }) => ({
    subject: `${sponsor} vous invite à rejoindre Cénacle`,
    before: [
      `${sponsor} vous invite à rejoindre Cénacle, où des dirigeants à temps partagé s’entraident, entre eux et en confiance, sur des cas réels.`,
    ],
    action: 'Voir l’invitation',
    after: [
      'L’invitation vous est personnelle. Elle est valable quatorze jours et ne sert qu’une fois.',
      'Si vous ne souhaitez pas y répondre, ne faites rien : aucun compte n’est créé sans vous.',
    ],
  }),
  already_member: ({ sponsor }) => ({
    subject: 'Vous êtes déjà membre de Cénacle',
    before: [
      `${sponsor} souhaite vous inviter à rejoindre Cénacle. Vous y avez déjà un compte à cette adresse : il vous suffit de vous connecter.`,
    ],
    action: 'Se connecter',
    after: ['Mot de passe oublié ? La page de connexion peut aussi vous envoyer un code.'],
  }),
  card_notice: (notice) => ({
    subject: 'Votre carte professionnelle a été ajoutée à Cénacle',
    before: [
      `${notice.addedBy}, membre de Cénacle, y a ajouté votre carte professionnelle. Cénacle réunit, sur invitation, des dirigeants à temps partagé qui se recommandent les personnes avec qui ils ont travaillé. Vous n’avez rien à faire pour que cela reste ainsi ; voici ce que vous devez savoir.`,
      `Qui conserve ces données : ${notice.controller.name}. Pour nous joindre : ${notice.controller.email}.`,
      `D’où elles viennent : ${notice.addedBy} les a fournies. Origine indiquée : « ${notice.source} ».`,
      `Ce qui est conservé : ${notice.kept.map(({ field, text }) => `${noticeFields[field]} : ${text}`).join(' ; ')}.`,
      `Pour quoi faire : permettre aux membres de vous confier ou de vous proposer des missions, pour ceci : « ${notice.forWhat} ».`,
      'Sur quelle base : l’intérêt légitime de nos membres à se recommander des professionnels (article 6, paragraphe 1, point f, du RGPD).',
      notice.seenBy === 'all'
        ? 'Qui la voit : les membres de Cénacle, et eux seuls. Vos coordonnées ne leur sont montrées qu’à leur demande, et nous notons qui les a demandées.'
        : 'Qui la voit : les membres d’un cercle de Cénacle, et eux seuls. Vos coordonnées ne leur sont montrées qu’à leur demande, et nous notons qui les a demandées.',
      `Combien de temps : ${notice.months} mois à compter de ce message, puis la carte n’est plus montrée sans que nous vous ayons de nouveau écrit.`,
      'Vos droits : accéder à tout ce qui est conservé sur vous, le rectifier, le faire effacer, et vous opposer à ce que votre carte figure ici. Cette page, sans compte, vous permet de le faire tout de suite :',
    ],
    action: 'Voir, corriger ou retirer ma carte',
    after: [
      'Ce lien vous est personnel : ne le transmettez à personne.',
      'Si vous estimez que vos droits ne sont pas respectés, vous pouvez adresser une réclamation à la CNIL (www.cnil.fr).',
    ],
  }),
  flag_resolved: ({ acted, answer }) => ({
    subject: 'Votre signalement a été examiné',
    before: [
      acted
        ? 'Un modérateur a examiné ce que vous aviez signalé, et a agi.'
        : 'Un modérateur a examiné ce que vous aviez signalé, et n’y a rien trouvé à changer.',
      ...(answer ? [`Sa réponse : « ${answer} »`] : []),
    ],
    action: 'Voir mes signalements',
    after: ['Merci d’avoir pris soin de la communauté.'],
  }),
  warning: ({ reason }) => ({
    subject: 'Un avertissement de la modération',
    before: [
      'Un modérateur de Cénacle vous adresse cet avertissement :',
      `« ${reason} »`,
      'Il figure au journal de modération, que vous pouvez lire pour ce qui vous concerne.',
    ],
    action: 'Voir ce qui me concerne',
    after: ['Si vous ne comprenez pas cet avertissement, répondez à un modérateur.'],
  }),
};
