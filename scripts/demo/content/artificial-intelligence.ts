import type { DemoThread } from './types.ts';

export const artificialIntelligenceThreads: DemoThread[] = [
  {
    key: 'chatbot',
    kind: 'case',
    title: 'Chatbot de SAV : qui a mesuré un retour réel ?',
    audience: 'all',
    by: 'ines',
    hoursAgo: 15 * 24,
    tags: ['chatbot', 'sav', 'ia'],
    sheet: {
      context:
        'Enseigne de puériculture, douze magasins, 2 600 demandes par mois au service client, quatre personnes.',
      stuck:
        'Trois éditeurs promettent 60 % de demandes « résolues ». Aucun ne définit le mot. Prix de 900 à 3 400 € HT par mois.',
      tried: 'Une page de questions fréquentes refaite : −9 % de demandes, gratuitement.',
      looking_for:
        'Des mesures à six mois ou plus : part réellement résolue, satisfaction, coût de mise au point, et ce qui a mal tourné.',
      not_wanted: 'Une démonstration.',
      wantedInDays: 5,
    },
    posts: [
      {
        by: 'margaux',
        hoursAgo: 14 * 24 + 5,
        body: `Huit mois de recul chez un éditeur de logiciels, deux langues.

- Annoncé « résolu » : 58 %.
- Sans nouvelle demande de la même personne sous **sept jours** : 31 %.
- Satisfaction : 3,1 sur 5, contre 4,4 avec un humain.

31 %, c’est encore une personne et demie de gagnée. Mais exigez la seconde mesure dans le contrat, aucun éditeur ne la fournit de lui-même.`,
      },
      {
        by: 'linus',
        hoursAgo: 13 * 24 + 20,
        body: `Où sont vos réponses ? Si elles sont dans la tête de quatre personnes, le robot répondra à côté, très poliment. Comptez 15 à 20 jours pour écrire les 80 réponses qui couvrent les trois quarts des demandes. Ce travail-là est rentable *sans* robot.`,
      },
      {
        by: 'eric',
        hoursAgo: 12 * 24,
        body: `Moi en client, le robot je tape « humain » jusqu’à ce que ça marche. Mettez le numéro de téléphone bien en vue et vous aurez déjà mieux que vos concurrents.`,
      },
      {
        by: 'ines',
        hoursAgo: 11 * 24 + 3,
        body: `J’ai classé 400 demandes à la main hier soir : 44 % « où est ma commande », 17 % retours, 9 % compatibilité de sièges auto. Les dernières ne doivent **jamais** être traitées par un robot, c’est de la sécurité d’enfants.`,
      },
      {
        by: 'loic',
        hoursAgo: 10 * 24,
        body: `44 % « où est ma commande » : alors ce n’est pas un chatbot qu’il vous faut, c’est un message quand le colis prend du retard.`,
      },
      {
        by: 'grace',
        hoursAgo: 9 * 24 + 7,
        body: `Le calcul tel que je le présenterais : 2 600 demandes, 6 minutes, 27 € de l’heure chargée, soit environ 7 k€ par mois. Le suivi de colis en retire peut-être 30 % pour 300 € par mois. Le chatbot à 2 k€ par mois doit ensuite résoudre *vraiment* plus de 40 % du reste pour se payer. Margaux en mesure 31.`,
      },
      {
        by: 'helene',
        hoursAgo: 6 * 24,
        body: `Dans l’ordre : dire clairement que l’on parle à une machine ; un passage à l’humain sans obstacle ; une durée de conservation des conversations (les gens y écrivent des choses de santé, dans la puériculture plus qu’ailleurs) ; et qui répond si le robot promet un remboursement. La réponse est : vous.`,
      },
      {
        by: 'ines',
        hoursAgo: 31,
        body: `Suivi de colis branché avant-hier (transporteur et ERP, 2,8 k€ HT, quatre jours). Il est trop tôt pour conclure, mais le lundi est passé de 190 à 121 demandes. Loïc, je vous dois un café.

Reste la question des retours. {{@linus}}, vos 80 réponses : quel format, et qui les tient à jour un an après ?`,
      },
      {
        by: 'linus',
        hoursAgo: 9,
        body: `Un document par réponse, cinq lignes, un nom et une date de relecture en tête. Chaque conseiller en possède vingt. Celui qui constate qu’une réponse est fausse la corrige tout de suite, sans demander ; on relit les anciennes versions une fois par mois.

Un an après : 74 réponses sur 80 à jour. Les six autres appartenaient à quelqu’un qui est parti. **Réattribuez-les le jour du départ**, c’est la seule règle qui compte.`,
      },
    ],
  },
  {
    key: 'ia-bureau',
    kind: 'case',
    title: 'IA générative au bureau : la charte est signée, et maintenant ?',
    audience: 'all',
    by: 'zoe',
    hoursAgo: 55 * 24,
    tags: ['ia', 'rh', 'confidentialité'],
    sheet: {
      context:
        'Association gestionnaire, 180 salariés, dont 35 au siège. Données sensibles (usagers, santé).',
      stuck:
        'Charte de quatre pages, signée par tous, lue par personne. Un sondage anonyme : 22 des 35 utilisent un outil gratuit, dont 9 avec des noms d’usagers.',
      tried: 'Interdire : l’usage est passé sur les téléphones personnels.',
      looking_for:
        'Ce qui a réellement changé les habitudes, avec le budget. Licences pour tous, pour quelques-uns, ou formation d’abord ?',
      not_wanted: 'Une conférence sur l’avenir du travail.',
    },
    posts: [
      {
        by: 'linus',
        hoursAgo: 54 * 24,
        body: `On n’interdit pas ce que l’on ne remplace pas. Donnez un outil payant, sous contrat (pas d’entraînement sur vos données, hébergement en Europe, journal), à ceux qui s’en servent déjà. Environ 25 € par personne et par mois ; pour 22 personnes, 6,6 k€ HT par an. C’est le prix d’une demi-fuite.`,
      },
      {
        by: 'helene',
        hoursAgo: 53 * 24 + 4,
        body: `Pour les neuf : ce n’est pas une faute à sanctionner, c’est une **violation de données à qualifier**. Parlez-en à votre délégué à la protection des données, documentez, et décidez s’il faut notifier. Ne laissez surtout pas le sondage dormir dans un tiroir : vous savez, désormais.

Et consultez le CSE avant tout déploiement, même d’essai.`,
      },
      {
        by: 'zoe',
        hoursAgo: 50 * 24,
        body: `Merci Hélène, c’est le genre de phrase que l’on préfère lire ici qu’ailleurs. Fait : analyse documentée, pas de notification nécessaire selon le délégué (prénoms et initiales). Le CSE est convoqué.`,
      },
      {
        by: 'mo',
        hoursAgo: 44 * 24,
        body: `Nous avons formé par **petites scènes** : six situations de leur vrai travail, une heure et demie, huit personnes à la fois. « Voici un compte rendu de réunion avec trois noms : que faites-vous avant de le coller ? » 850 € HT la séance. Trois mois après, les neuf dixièmes masquaient les noms sans y penser. La charte, elle, tient maintenant sur une carte postale.`,
      },
      {
        by: 'fx',
        hoursAgo: 37 * 24,
        body: `Je suis plus réservé. Chez le négociant, quinze licences prises dans l’enthousiasme, **quatre utilisées** au bout de six mois (le journal est impitoyable). J’ai coupé les autres. Commencez par cinq, avec une liste d’attente : ce qui est rare est utilisé.`,
      },
      {
        by: 'zoe',
        hoursAgo: 8 * 24,
        body: `Retour d’expérience, sept semaines après :

- dix licences (et non 22), réattribuées chaque mois au vu de l’usage, merci François-Xavier ;
- quatre séances de scènes, sur le modèle de Moïra ;
- deuxième sondage anonyme : 26 utilisateurs sur 35, **aucun** nom d’usager déclaré, deux « je ne sais pas ».

Dépensé : 3,4 k€ HT de séances, et 250 € par mois de licences. Ce qui reste ouvert : les comptes rendus d’entretien individuel. Qui a une règle simple ?`,
      },
    ],
  },
  {
    key: 'ia-devis',
    kind: 'case',
    title: 'Chiffrer les devis de tôlerie par IA à partir des plans : sérieux ou pas ?',
    audience: { circle: 'industrie' },
    by: 'loic',
    hoursAgo: 17 * 24,
    tags: ['ia', 'devis', 'industrie'],
    sheet: {
      context:
        'Tôlerie fine, 65 salariés, 1 400 devis par an, deux deviseurs, dont un part à la retraite dans dix-huit mois.',
      stuck:
        'Délai de réponse de neuf jours, taux de transformation de 17 %. Un éditeur promet le devis en dix minutes depuis le plan, 38 k€ HT la première année.',
      tried:
        'Une grille de prix au poids et au nombre de plis : fausse d’un tiers dès que la pièce est soudée.',
      looking_for:
        'Un industriel qui s’en sert pour de vrai, et l’écart mesuré entre devis et prix de revient.',
      not_wanted: 'Remplacer le deviseur. Je veux garder ce qu’il sait.',
      wantedInDays: 20,
    },
    posts: [
      {
        by: 'linus',
        hoursAgo: 16 * 24 + 3,
        body: `Vu chez un mécanicien, un an de recul. Sur les pièces simples (découpe, pliage, moins de douze plis) : écart moyen de 6 %, bien. Sur les ensembles soudés : 24 %, dans les deux sens. Ils s’en servent pour **trier** : 60 % des demandes chiffrées seules et relues en trois minutes, 40 % pour le deviseur.

Délai : de huit jours à deux. Taux de transformation : de 15 à 21 %, et c’est le délai qui l’explique, pas le prix.`,
      },
      {
        by: 'fx',
        hoursAgo: 14 * 24,
        body: `Encore faut-il connaître le prix de revient *réel*. Dans votre atelier, les temps sont-ils pointés par pièce ? Sinon vous comparerez une estimation à une autre. Chez le cartonnier, nous avons commencé par trois mois de pointage sur une seule ligne (coût : un peu de mauvaise humeur et 4 k€), et découvert que les petites séries étaient vendues 15 % sous leur coût.`,
      },
      {
        by: 'zoe',
        hoursAgo: 12 * 24 + 4,
        body: `Le deviseur qui part : dites-lui tout de suite à quoi sert le projet. Puis payez-le pour transmettre, dix-huit mois à deux jours par semaine si cela lui plaît. Les meilleures règles ne sont pas dans les plans. « Ce client-là, on ajoute deux heures, il change toujours d’avis. »`,
      },
      {
        by: 'helene',
        hoursAgo: 9 * 24,
        body: `Les plans de vos clients sont presque sûrement couverts par un engagement de confidentialité. Avant de les envoyer à un éditeur : vérifiez vos contrats-cadres, obtenez l’accord des trois plus gros, et exigez par écrit qu’ils ne servent pas à entraîner quoi que ce soit pour d’autres tôliers.`,
      },
      {
        by: 'loic',
        hoursAgo: 4 * 24 + 2,
        body: `Essai négocié : deux mois, 4,5 k€ HT, déductibles, sur **300 anciens devis** dont on connaît le prix de revient (pointage sur deux ans, François-Xavier, on l’a). Plans anonymisés, deux clients sur trois ont dit oui, le troisième est exclu.

Le deviseur a choisi lui-même les cent pièces les plus vicieuses. Il s’amuse comme un enfant. Je reviens avec les écarts.`,
      },
    ],
  },
];
