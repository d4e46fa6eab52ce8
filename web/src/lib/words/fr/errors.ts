export const errors = {
  notFound: {
    title: 'Cette page n’existe pas.',
    text: 'L’adresse est peut-être incomplète, ou ce qu’elle montrait n’est plus visible pour vous.',
  },
  refused: {
    title: 'Cette page ne vous est pas ouverte.',
    text: 'Si vous pensez que c’est une erreur, écrivez à la personne qui anime le cercle.',
  },
  tooMany: {
    title: 'Un instant, s’il vous plaît.',
    text: 'Beaucoup de demandes sont arrivées en peu de temps. Patientez une minute, puis réessayez.',
  },
  unreadable: {
    title: 'Cette demande n’a pas pu être lue.',
    text: 'Elle est peut-être arrivée incomplète. Revenez à la page précédente et envoyez-la de nouveau.',
  },
  offline: {
    title: 'La connexion est interrompue.',
    text: 'Cénacle ne répond pas. Vérifiez votre réseau, puis réessayez : ce que vous avez publié est à l’abri.',
  },
  broken: {
    title: 'Cette page n’a pas pu être préparée.',
    text: 'La faute est de notre côté. Rien de ce que vous avez publié n’est perdu ; réessayez dans un instant.',
  },
  retry: 'Réessayer',
  home: 'Revenir à Aujourd’hui',
};
