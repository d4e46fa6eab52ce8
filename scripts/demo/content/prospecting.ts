import type { DemoThread } from './types.ts';

export const prospectingThreads: DemoThread[] = [
  {
    key: 'social-selling',
    kind: 'case',
    title: 'Social selling : douze commerciaux qui ne veulent pas publier',
    audience: 'all',
    by: 'eric',
    hoursAgo: 395 * 24,
    tags: ['social-selling', 'linkedin', 'ventes'],
    outcome: {
      finishedDaysAgo: 310,
      decision:
        'Cinq commerciaux équipés sur douze, sept abonnements rendus, une heure d’accompagnement interne par semaine. L’agence n’est pas reconduite.',
      result:
        '71 rendez-vous et 118 k€ de commandes dont l’origine est certaine, en trois mois ; peut-être le double si l’on compte large. Premiers échanges acceptés : de 14 à 31 %.',
      again: 'yes',
      providers: [],
      cost: { minEuros: 9200, maxEuros: 9200, per: 'once' },
      duration: { count: 3, unit: 'month' },
      questions: ['À qui appartiennent les contacts quand un commercial s’en va ?'],
    },
    sheet: {
      context:
        'Fournitures industrielles, 60 personnes, douze commerciaux de 29 à 61 ans, cycle de vente de quatre mois, 700 clients actifs.',
      stuck:
        'Le dirigeant a acheté une formation LinkedIn à 14 k€ HT et douze abonnements. Trois mois après, deux personnes publient, dont le dirigeant.',
      tried:
        'Un calendrier de publications fourni par une agence : textes interchangeables, moqués par les clients.',
      looking_for:
        'Ce qui a marché avec des commerciaux de terrain, mesuré en rendez-vous et non en mentions « J’aime ».',
      not_wanted: 'Un programme d’ambassadeurs avec des points et des badges.',
    },
    posts: [
      {
        by: 'mo',
        hoursAgo: 394 * 24 + 3,
        body: `Ne les faites pas publier. Publier est un métier, commenter est une conversation : c’est ce qu’ils savent faire. Chez un fabricant, règle unique : **dix minutes chaque matin, trois commentaires utiles chez des clients**. Au bout de dix semaines, 40 rendez-vous dont l’origine était un commentaire, pour huit commerciaux.`,
      },
      {
        by: 'linus',
        hoursAgo: 392 * 24,
        body: `Côté outils : qui possède les contacts si un commercial part ? Avec douze comptes personnels, la réponse est « lui ». Faites saisir dans le CRM les relations qui deviennent des opportunités, sinon dans deux ans vous aurez financé le carnet d’adresses de votre concurrent.`,
      },
      {
        by: 'anais',
        hoursAgo: 390 * 24 + 5,
        body: `Trois choses apprises chez un éditeur de logiciels, neuf commerciaux :

1. On garde **quatre volontaires**, pas douze. Les autres suivent quand ils voient un collègue signer.
2. On mesure une seule chose : le taux d’acceptation d’un premier échange. Il est passé de 11 à 27 % en soignant le profil et deux lignes d’approche.
3. On écrit *avec* eux, à l’oral, vingt minutes par semaine. J’enregistre, je transcris, ils relisent.

Coût : 1 100 € HT par mois de mon temps, contre 14 k€ d’une formation oubliée.`,
      },
      {
        by: 'eric',
        hoursAgo: 388 * 24,
        body: `Quatre volontaires, d’accord, ça me parle. Mais je ne crois pas au « les autres suivront ». Les plus de 55 ans font 48 % de ma marge au téléphone. Est-ce que je dois les embêter avec ça ?`,
      },
      {
        by: 'ada',
        hoursAgo: 387 * 24 + 8,
        body: `Non.

Et dénoncez les huit abonnements inutiles avant l’échéance : ils se reconduisent tout seuls, eux.`,
      },
      {
        by: 'loic',
        hoursAgo: 384 * 24,
        body: `Point de vue d’acheteur, puisque je reçois leurs messages. Je réponds quand on me parle de ma machine. Je bloque quand on me souhaite une belle semaine.`,
      },
      {
        by: 'eric',
        hoursAgo: 345 * 24,
        body: `Six semaines avec quatre volontaires, règle des trois commentaires de Moïra, entretiens enregistrés d’Anaïs. 19 rendez-vous, 3 devis, 1 commande (22 k€). Le meilleur des quatre a 58 ans, je retire ce que j’ai dit.

Le taux d’acceptation : 14 % au départ, 31 % aujourd’hui. Ce qui a compté : une photo prise à l’atelier, et la première ligne du profil qui dit *ce qu’on résout* et non le titre.`,
      },
      {
        by: 'eric',
        hoursAgo: 310 * 24 + 2,
        body: `Dernier point et je clos, trois mois après.

**Décidé** : cinq commerciaux équipés, sept abonnements rendus (économie : 5 900 € par an), un accompagnement interne d’une heure par semaine. L’agence n’a pas été reconduite.

**Résultat** : 71 rendez-vous, 118 k€ de commandes dont l’origine est certaine, peut-être le double si l’on compte large. Coût total sur la période : 9,2 k€ HT hors salaires.

À refaire, oui, sans la formation. Ce que j’aurais dû demander au départ : *à qui appartiennent les contacts ?* Linus avait raison, l’un des quatre est parti en emportant 600 relations.`,
      },
    ],
  },
  {
    key: 'leads',
    kind: 'case',
    title: 'Génération de leads : payer au rendez-vous ou internaliser ?',
    audience: 'all',
    by: 'margaux',
    hoursAgo: 24 * 24,
    tags: ['leads', 'prospection', 'contrats'],
    sheet: {
      context:
        'Agencement de magasins, 35 personnes, 6 M€, affaire moyenne de 85 k€. Deux commerciaux seniors, pas d’assistante commerciale.',
      stuck:
        'Un prestataire propose des rendez-vous qualifiés à 390 € HT l’unité, minimum de 60 par an, exclusivité sur la région. Le dirigeant est tenté.',
      tried:
        'Un salon (31 k€, quatre affaires), et de la prospection par e-mail faite par un stagiaire : deux rendez-vous en trois mois.',
      looking_for:
        'Des taux réels du rendez-vous acheté à l’affaire signée, et les clauses qui vous ont sauvés ou coulés.',
      not_wanted: 'Un débat général sur l’inbound.',
      wantedInDays: -6,
    },
    posts: [
      {
        by: 'eric',
        hoursAgo: 23 * 24,
        body: `Trois contrats de ce genre en dix ans. Mes taux, de mémoire fiable :

- 60 rendez-vous achetés ;
- 44 honorés (les autres : absents, ou « on m’a dit que c’était une enquête ») ;
- 17 avec un vrai projet ;
- 3 signatures.

Soit 7 800 € par affaire. À 85 k€ l’affaire et 30 % de marge, ça passe. Mais mes commerciaux ont fait 27 rendez-vous pour rien, et c’est *ça* le coût.`,
      },
      {
        by: 'helene',
        hoursAgo: 22 * 24 + 4,
        body: `Trois clauses à écrire vous-même, car leur modèle ne les contiendra pas :

1. **Définition du rendez-vous qualifié** : fonction de l’interlocuteur, existence d’un projet daté, budget évoqué. Un rendez-vous non conforme n’est pas dû.
2. **Absence** : non facturé, remplacé sous trente jours.
3. **Origine des données** : le prestataire garantit la licéité de ses fichiers et vous relève de toute réclamation.

Refusez le minimum annuel, ou transformez-le en minimum trimestriel résiliable. L’exclusivité régionale n’a de valeur que s’ils s’interdisent vos trois concurrents nommés.`,
      },
      {
        by: 'anais',
        hoursAgo: 20 * 24,
        body: `J’ai fait l’inverse : une personne à mi-temps, 24 k€ chargés par an, un fichier de 1 200 comptes choisis à la main. La première année : 52 rendez-vous, tous honorés ou presque, 5 affaires. La deuxième : 70 et 9, parce qu’elle connaissait les gens.

Le défaut : six mois sans résultat, pendant lesquels le dirigeant voulait tout arrêter chaque vendredi.`,
      },
      {
        by: 'margaux',
        hoursAgo: 18 * 24 + 2,
        body: `Merci, exactement ce que je cherchais. Le prestataire accepte les clauses 1 et 2 d’Hélène, refuse la 3. Je trouve cela éclairant.

Anaïs, votre personne à mi-temps : quel profil ? Et à qui rendait-elle compte ?`,
      },
      {
        by: 'anais',
        hoursAgo: 17 * 24 + 20,
        body: `Une ancienne assistante d’agence de voyages, 47 ans, une mémoire terrible et aucune peur du téléphone. Elle rendait compte à un commercial, et c’était une erreur : il lui reprenait les bons comptes. Rattachez-la au dirigeant.`,
      },
      {
        by: 'grace',
        hoursAgo: 12 * 24,
        body: `Un prestataire qui refuse de garantir l’origine de ses fichiers vous dit d’où ils viennent. Je m’arrêterais là.

Pour comparer honnêtement, comptez la journée de commercial : autour de 520 € chargés chez mes clients. Avec les 27 rendez-vous inutiles d’Éric, à une demi-journée chacun, on ajoute 7 k€. Le coût par affaire passe de 7,8 à **10,1 k€**.`,
      },
      {
        by: 'eric',
        hoursAgo: 8 * 24,
        quotes: 5,
        body: `> comptez la journée de commercial : autour de 520 € chargés chez mes clients

Dans l’agencement ce sera plutôt 650, avec la voiture. Donc pire. D’accord avec Grace.`,
      },
      {
        by: 'margaux',
        hoursAgo: 60,
        body: `Où j’en suis : essai de **douze** rendez-vous, sans minimum ni exclusivité, à 450 € l’unité, avec les clauses 1 et 2. Et en parallèle, annonce pour un mi-temps rattaché au dirigeant. La réponse était souhaitée la semaine dernière, mais je laisse le cas ouvert jusqu’au bilan des douze.

{{@grace}}, je compterai les demi-journées comme vous le proposez. {{@linus}}, quel CRM *simple* pour deux commerciaux et demi ? Une fonction me suffit : savoir qui a appelé qui.`,
      },
    ],
  },
];
