import type { DemoThread } from './types.ts';

export const measuringThreads: DemoThread[] = [
  {
    key: 'tableau-de-bord',
    kind: 'case',
    title: 'Mesurer la performance quand l’ERP, le CRM et les caisses se contredisent',
    audience: 'all',
    by: 'grace',
    hoursAgo: 9 * 24,
    tags: ['pilotage', 'données', 'distribution'],
    sheet: {
      context:
        'Enseigne régionale, neuf magasins et un site, 14 M€. Trois sources : l’ERP, le CRM du marketing, les caisses.',
      stuck:
        'Trois chiffres d’affaires différents au même comité, jusqu’à 6 % d’écart. On discute du chiffre au lieu de décider, et le dirigeant ne croit plus à aucun.',
      tried:
        'Un outil de visualisation (19 k€ HT la première année), branché sur les trois sources : nous avons maintenant trois courbes qui se contredisent en couleurs.',
      looking_for:
        'La méthode de ceux qui ont obtenu un seul chiffre accepté de tous. Qui arbitre, combien d’indicateurs, quel délai ?',
      not_wanted: 'Un entrepôt de données à 80 k€.',
      wantedInDays: 9,
    },
    posts: [
      {
        by: 'fx',
        hoursAgo: 8 * 24 + 20,
        body: `Les écarts viennent presque toujours de quatre causes : la date (commande, facture, encaissement), les taxes, les avoirs et les cartes cadeaux. Prenez **un** magasin, **une** semaine, et rapprochez ticket par ticket. Deux jours de travail. Vous aurez l’explication de 90 % de l’écart, et surtout une définition.`,
      },
      {
        by: 'linus',
        hoursAgo: 8 * 24 + 2,
        body: `Avant de brancher quoi que ce soit, une page :

- le nom de l’indicateur ;
- sa définition en une phrase ;
- le système *qui a raison* ;
- la personne qui répond.

Douze lignes au plus. Tant que cette page n’est pas signée, l’outil ne sert à rien. Chez un transporteur, il a fallu cinq semaines pour douze lignes, dont trois pour « livraison à l’heure ».`,
      },
      {
        by: 'eric',
        hoursAgo: 7 * 24,
        body: `Douze, c’est onze de trop. Mes commerciaux regardent : commandes du mois contre l’an dernier. Le reste, ils font semblant.`,
      },
      {
        by: 'zoe',
        hoursAgo: 6 * 24 + 3,
        body: `Qui a une prime sur quel chiffre ? Je pose toujours cette question d’abord. Dans une entreprise de propreté, deux définitions de la marge coexistaient depuis huit ans parce que chacune payait une prime différente. Personne n’était de mauvaise foi ; personne n’avait non plus intérêt à s’accorder.`,
      },
      {
        by: 'grace',
        hoursAgo: 5 * 24 + 1,
        body: `Zoé, vous mettez dans le mille : les directeurs de magasin sont primés sur la caisse, le marketing sur le CRM. Je n’avais pas fait le lien.

J’ai fait l’exercice de François-Xavier : un magasin, une semaine. Écart de 5,1 %, dont :

| Cause | Part de l’écart |
| --- | ---: |
| Cartes cadeaux comptées deux fois | 2,6 % |
| Commandes du site retirées en magasin | 1,7 % |
| Avoirs datés du retour ou de la vente | 0,5 % |
| Inexpliqué | 0,3 % |

Deux jours et demi, à deux personnes. Le meilleur investissement du trimestre.`,
      },
      {
        by: 'anais',
        hoursAgo: 3 * 24 + 4,
        body: `Pour les commandes du site retirées en magasin, tranchez par une règle **économique**, pas comptable : si le magasin l’a préparée, il touche quelque chose. Chez un client, 60 % pour le magasin, 40 % pour le site, dans le seul calcul des primes. La guerre s’est arrêtée en un mois.`,
      },
      {
        by: 'linus',
        hoursAgo: 26,
        body: `0,3 % d’inexpliqué, arrêtez-vous là. Le chercher coûterait plus cher que de l’ignorer.

Pour la suite technique, pas d’entrepôt : une extraction de nuit des trois sources dans une base unique, quatre tables, six à huit jours de développement. {{@grace}}, je vous envoie le plan que j’ai utilisé, il est aussi là : [quatre tables](https://example.test/notes/quatre-tables).`,
      },
      {
        by: 'ada',
        hoursAgo: 3,
        body: `Sur « qui arbitre » : vous. Le DAF tranche la définition, le dirigeant signe la page, et on n’en reparle plus pendant un an, même si elle est imparfaite.

{{@grace}}, huit indicateurs au comité, un seul par magasin. Et le premier comité sans discussion de chiffres, célébrez-le.`,
      },
    ],
  },
  {
    key: 'redaction-web',
    kind: 'case',
    title: 'Rédaction web : pigistes, agence ou IA pour soixante pages métier ?',
    audience: 'all',
    by: 'anais',
    hoursAgo: 75 * 24,
    tags: ['rédaction-web', 'seo', 'ia'],
    sheet: {
      context:
        'Éditeur de logiciels pour artisans, 45 personnes. Soixante pages à écrire, une par métier (couvreur, élagueur, prothésiste…), pour être trouvé et pour convaincre.',
      stuck:
        'Agence : 420 € HT la page. Pigistes : 180 €. Un outil d’IA : presque rien, et le directeur général a « déjà fait dix pages dimanche ».',
      tried:
        'Les dix pages du dimanche en ligne depuis un mois : aucune dans les cinquante premiers résultats, deux erreurs de métier relevées par un client.',
      looking_for: 'Une chaîne de production réaliste, son coût complet par page, et qui relit.',
      wantedInDays: -48,
    },
    outcome: {
      finishedDaysAgo: 50,
      decision:
        'Une chaîne en quatre temps pour les soixante pages : entretien de 25 minutes, plan par l’IA sur l’entretien seul, rédaction par une pigiste du métier, relecture par le client interrogé.',
      result:
        '205 € HT la page tout compris, soit 12,3 k€ pour les soixante ; neuf jours de délai, quatre pages par semaine. Trois des huit pages d’essai sont en première page ; les dix écrites par la seule IA ont été retirées.',
      again: 'yes',
      providers: [],
      cost: { minEuros: 1640, maxEuros: 1640, per: 'once' },
      duration: { count: 3, unit: 'week' },
      questions: [
        'Qui trouve les gens de métier à interroger, et à quelle heure répondent-ils ?',
        'La cession de droits est-elle écrite, page par page ?',
      ],
    },
    posts: [
      {
        by: 'mo',
        hoursAgo: 74 * 24,
        body: `Le coût d’une page, c’est l’entretien avec le couvreur. Tout le reste, y compris la plume, est devenu bon marché. J’ai payé 310 € la page, dont 200 d’entretien et de vérification, et ce sont les seules qui tiennent depuis deux ans.`,
      },
      {
        by: 'ines',
        hoursAgo: 73 * 24 + 4,
        body: `Pas tout à fait d’accord. Pour 3 000 fiches produits on a généré puis relu à raison de quarante fiches par jour et par personne : 6 € la fiche. Trafic : +18 % en cinq mois. La différence avec tes pages : une fiche répond à une question factuelle, et les données (cotes, matière, usage) étaient justes *avant*. L’IA n’a rien inventé parce qu’elle n’avait rien à inventer.`,
      },
      {
        by: 'anais',
        hoursAgo: 72 * 24,
        body: `C’est exactement le point : mes données n’existent pas, elles sont chez nos clients. Combien d’entretiens Moïra menait-elle par jour, et qui trouvait les couvreurs ?`,
      },
      {
        by: 'mo',
        hoursAgo: 71 * 24 + 9,
        body: `Trois par jour, vingt-cinq minutes, au téléphone, **avant 7 h 30 ou après 18 h**. Le support client trouvait les volontaires : un mois d’abonnement offert. Deux refus sur trente.`,
      },
      {
        by: 'helene',
        hoursAgo: 66 * 24,
        body: `Deux précautions. Avec les pigistes : une cession de droits écrite, page par page, support par support, sinon vous n’êtes pas chez vous. Avec l’IA : pas de témoignage fabriqué. Un « couvreur satisfait » qui n’existe pas est une pratique trompeuse, et cela se découvre.`,
      },
      {
        by: 'anais',
        hoursAgo: 51 * 24,
        body: `La chaîne que nous avons retenue, après huit pages d’essai :

1. entretien de 25 minutes, enregistré avec accord (je m’en charge, puis une alternante) ;
2. transcription et plan par l’IA, *sur l’entretien seul* ;
3. rédaction par une pigiste du métier, 120 € ;
4. relecture par le client interrogé, qui est cité s’il le souhaite.

Coût complet : **205 € HT la page**, délai de neuf jours, quatre pages par semaine. Trois des huit sont en première page. Le directeur général a retiré les siennes, avec élégance.`,
      },
    ],
  },
  {
    key: 'rse',
    kind: 'case',
    title: 'RSE : un donneur d’ordre exige un bilan carbone sous trois mois, par quoi commencer ?',
    audience: 'all',
    by: 'loic',
    hoursAgo: 120 * 24,
    tags: ['rse', 'carbone', 'industrie'],
    sheet: {
      context: 'Tôlerie fine, 65 salariés, 8 M€. Le premier client pèse 34 % du chiffre d’affaires.',
      stuck:
        'Il demande un bilan carbone complet, un plan de réduction et les réponses à un questionnaire de 140 points. Sans quoi, « réexamen du panel fournisseurs ».',
      tried: 'Un modèle trouvé en ligne, abandonné à la page des achats. Deux devis : 9 et 27 k€ HT.',
      looking_for: 'Ce qui est vraiment exigé et ce qui est du théâtre. Temps interne, prix, aides.',
      not_wanted: 'Un label.',
    },
    outcome: {
      finishedDaysAgo: 13,
      decision:
        'Un bilan simplifié la première année, calculé sur les tonnes de métal achetées, avec un cabinet ; des engagements de moyens et de dates, pas de tonnes. Clause de résiliation renégociée.',
      result:
        'Bilan rendu dans les temps, note de 68 sur 100 pour un seuil à 60. 3,8 k€ d’aide sur 9,6, dix-sept jours chez nous pour huit prévus. Chutes d’aluminium ramenées de 19 à 14 %, soit 46 k€ par an.',
      again: 'yes',
      providers: ['carbonelle'],
      cost: { minEuros: 9600, maxEuros: 9600, per: 'once' },
      duration: { count: 3, unit: 'month' },
      questions: [
        'Qui lit les réponses chez le client, et lesquelles éliminent ?',
        'L’ERP connaît-il le poids de tous les articles avant de demander un devis ?',
      ],
    },
    posts: [
      {
        by: 'zoe',
        hoursAgo: 119 * 24 + 2,
        body: `Commencez par leur téléphoner. Pas aux achats : à la personne qui *lit* les questionnaires. Chez mon sous-traitant aéronautique, elle m’a dit que sur 140 points, 22 étaient éliminatoires et le reste servait à noter. Nous avons répondu à ces 22-là en deux semaines, avec preuves, et annoncé une date pour les autres.`,
      },
      {
        by: 'fx',
        hoursAgo: 117 * 24,
        body: `L’écart entre 9 et 27 k€, c’est presque toujours le nombre de jours sur place et le périmètre des achats. Pour une tôlerie, 80 à 90 % de l’empreinte tient dans **l’acier et l’aluminium achetés**. Vos factures fournisseurs, en tonnes, suffisent à un premier bilan honnête. Le reste se fait par ratios, en le disant.

Demandez aussi l’aide publique régionale : chez le cartonnier, elle a couvert 40 % des honoraires, dossier de six pages, réponse en cinq semaines.`,
      },
      {
        by: 'linus',
        hoursAgo: 116 * 24 + 6,
        body: `Petite aide pratique : si l’ERP connaît le poids des articles, le calcul tient dans une requête. S’il ne le connaît pas, c’est la première donnée à reprendre, elle servira aussi au transport et au prix de revient.`,
      },
      {
        by: 'loic',
        hoursAgo: 110 * 24,
        body: `J’ai téléphoné. 31 points éliminatoires. Le bilan peut être « simplifié la première année ». Je respire. L’ERP connaît le poids de 70 % des articles.`,
      },
      {
        by: 'helene',
        hoursAgo: 108 * 24 + 3,
        body: `Relisez l’engagement que l’on vous fait signer avec le questionnaire. J’en ai vu un qui permettait au client de **résilier sans préavis** si l’objectif de réduction n’était pas tenu. Promettez des moyens et des dates, pas des tonnes.`,
      },
      {
        by: 'loic',
        hoursAgo: 30 * 24,
        body: `Point à trois mois. Bilan rendu dans les temps. Coût : 9,6 k€ HT, dont 3,8 k€ d’aide, plus dix-sept jours chez nous (j’en avais prévu huit). 87 % de l’empreinte dans la matière, comme annoncé.

Le plus inattendu : en cherchant le poids des chutes, on a vu que **19 % de l’aluminium partait à la benne**. Nouvelle imbrication des pièces : 14 % aujourd’hui, soit 46 k€ par an. Le bilan est payé quatre fois.

Clause de résiliation renégociée avec la phrase d’Hélène. Je laisse ouvert jusqu’à la note finale du client.`,
      },
      {
        by: 'loic',
        hoursAgo: 13 * 24 + 4,
        body: `La note est tombée : 68 sur 100, pour un seuil à 60. Nous restons au panel. Je clos.

**Décidé** : un bilan simplifié sur les tonnes de métal achetées, des engagements de moyens et de dates, pas de tonnes.

À refaire, oui, mais en mettant le poids des articles dans l’ERP *avant* de demander un devis : c’est là que sont passés nos neuf jours de trop. La question que j’aurais dû poser le premier jour, et que Zoé avait posée pour moi : *qui lit les réponses, et lesquelles éliminent ?*`,
      },
    ],
  },
];
