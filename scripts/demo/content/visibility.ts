import type { DemoThread } from './types.ts';

export const visibilityThreads: DemoThread[] = [
  {
    key: 'emailing',
    kind: 'case',
    title: 'E-mailing : délivrabilité effondrée après un changement de domaine',
    audience: 'all',
    by: 'anais',
    hoursAgo: 200 * 24,
    tags: ['e-mailing', 'délivrabilité'],
    outcome: {
      finishedDaysAgo: 118,
      decision:
        'Rester chez le même prestataire : il n’y était pour rien, et une migration aurait remis le compteur de réputation à zéro. Abonnement renégocié de 780 à 540 € HT par mois, avec la base réduite.',
      result:
        'Domaine chauffé en neuf semaines au lieu de six. Base ramenée de 40 000 à 23 500 contacts, ouverture à 34 %, inscriptions à 104 % du niveau d’avant. Environ 55 k€ d’inscriptions perdues ou reportées entre-temps.',
      again: 'yes',
      providers: ['courrivage', 'remanence'],
      cost: { minEuros: 4100, maxEuros: 4100, per: 'once' },
      duration: { count: 14, unit: 'week' },
      questions: [
        'Qui surveille les plaintes pendant la chauffe, et qui a le droit d’arrêter un envoi ?',
        'Le nouveau domaine sera-t-il chauffé trois mois avant l’annonce du nouveau nom ?',
      ],
    },
    sheet: {
      context:
        'Organisme de formation, 40 000 contacts, deux envois par semaine, 60 % des inscriptions viennent de la lettre.',
      stuck:
        'Changement de nom, donc de domaine. Tout basculé un lundi : le taux d’ouverture est passé de 29 à 8 %, et les inscriptions ont été divisées par trois en deux semaines.',
      tried:
        'Revenir à l’ancien domaine (deux jours) : c’était pire. L’assistance de la plateforme répond par des articles d’aide.',
      looking_for: 'Un plan de remontée avec des volumes et des durées. Et faut-il changer de prestataire ?',
    },
    body: `SPF et DKIM sont en place, DMARC en simple surveillance. La base n’a jamais été achetée, mais elle n’a pas été nettoyée depuis quatre ans, je l’avoue.`,
    posts: [
      {
        by: 'linus',
        hoursAgo: 199 * 24 + 14,
        body: `Le domaine est neuf : personne ne le connaît, et il envoie 40 000 messages d’un coup. Pour les messageries c’est le portrait exact d’un spammeur.

Arrêtez tout quatre jours. Puis :

1. uniquement ceux qui ont cliqué dans les 60 derniers jours (vous devez en avoir 4 à 5 000) ;
2. 500 par jour, puis on double tous les trois jours **si les plaintes restent sous 0,1 %** ;
3. un sous-domaine pour la lettre, un autre pour les convocations, qu’on ne mélange jamais.

Comptez six semaines. Il n’y a pas de raccourci, quoi que vous vende la plateforme.`,
      },
      {
        by: 'margaux',
        hoursAgo: 147 * 24,
        body: `Je découvre ce cas en arrivant. Chez un client irlandais, les *convocations* étaient parties en indésirables avec le reste, et c’était cela, le vrai dégât : 40 stagiaires absents. La séparation que propose Linus est à faire le premier jour, pas le dernier.`,
      },
      {
        by: 'anais',
        hoursAgo: 146 * 24,
        body: `C’est arrivé ici aussi, onze absents, un client furieux. Où nous en sommes, après sept semaines :

| Semaine | Envois | Ouverture | Plaintes |
| --- | ---: | ---: | ---: |
| 1 | 3 500 | 41 % | 0,02 % |
| 3 | 11 000 | 33 % | 0,06 % |
| 5 | 24 000 | 24 % | **0,22 %** |
| 7 | 9 000 | 31 % | 0,05 % |

La rechute de la semaine 5, c’est moi : j’ai voulu rattraper une session et réintégré les inactifs. J’ai perdu trois semaines en un envoi.`,
      },
      {
        by: 'mo',
        hoursAgo: 143 * 24,
        body: `Merci pour la semaine 5, on n’ose jamais écrire ces choses-là.

Pour les inactifs : un seul message, en texte brut, signé d’une personne : « Souhaitez-vous encore nos lettres ? ». Sans réponse sous quinze jours, on supprime. J’ai perdu 47 % d’une base ainsi, et *gagné* 12 % d’inscriptions.`,
      },
      {
        by: 'eric',
        hoursAgo: 141 * 24,
        body: `Supprimer 47 % d’une base ? Jamais de la vie. Tu les mets de côté et tu les appelles. J’ai ressorti une affaire de 60 k€ d’un « inactif ».`,
      },
      {
        by: 'mo',
        hoursAgo: 140 * 24 + 6,
        quotes: 4,
        body: `> Tu les mets de côté et tu les appelles.

Les mettre de côté, d’accord, tant qu’on ne leur écrit plus et qu’on respecte la durée de conservation annoncée. Appeler 18 000 personnes pour un stage à 900 €, en revanche…`,
      },
      {
        by: 'helene',
        hoursAgo: 138 * 24,
        body: `Trois ans après le dernier contact à l’initiative de la personne, pour de la prospection : c’est le repère habituel. Un « de côté » sans date n’en est pas un. Inscrivez la règle au registre et appliquez-la automatiquement.`,
      },
      {
        by: 'anais',
        hoursAgo: 118 * 24 + 4,
        body: `Je clos, quatorze semaines après la bascule.

- **Décision** : rester chez le même prestataire. Il n’y était pour rien, et une migration aurait remis le compteur de réputation à zéro. Renégocié de 780 à 540 € HT par mois, avec la base réduite.
- **Domaine chauffé en neuf semaines**, au lieu de six, à cause de ma rechute.
- Base : de 40 000 à 23 500. Ouverture 34 %, inscriptions revenues à 104 % du niveau d’avant.
- Coût : 4,1 k€ HT d’un consultant en délivrabilité (deux jours utiles sur quatre) et environ 55 k€ d’inscriptions perdues ou reportées.

À refaire, oui, mais **le domaine se chauffe trois mois avant l’annonce du nouveau nom**. Ce que j’aurais dû demander : *qui surveille les plaintes pendant la chauffe, et qui a le droit d’arrêter un envoi ?*`,
      },
    ],
  },
  {
    key: 'seo-refonte',
    kind: 'case',
    title: 'SEO : 40 % du trafic perdu six semaines après la refonte du site',
    audience: 'all',
    by: 'mo',
    hoursAgo: 330 * 24,
    tags: ['seo', 'site-web', 'contrats'],
    outcome: {
      finishedDaysAgo: 240,
      decision:
        'Accord amiable : l’agence abandonne 9 k€ sur le solde et offre un an de maintenance (valeur 4,8 k€) ; nous renonçons au reste. Désormais, pas de mise en ligne sans un plan de redirection livré, testé et signé.',
      result:
        'Trafic à 93 % du niveau de départ, réservations directes à 97 %. La refonte serait à refaire, avec une autre agence.',
      again: 'partly',
      providers: ['pertuis'],
      cost: { minEuros: 53_000, maxEuros: 53_000, per: 'once' },
      duration: { count: 3, unit: 'month' },
      questions: [
        'Le plan de redirection est-il au devis, et qui le signe avant la mise en ligne ?',
        'La préproduction est-elle fermée aux moteurs de recherche ?',
      ],
    },
    sheet: {
      context:
        'Groupe de onze campings, 70 % des réservations directes viennent de la recherche. Refonte livrée en basse saison : 62 k€ HT, une agence régionale.',
      stuck:
        'Trafic organique : −40 % en six semaines, réservations directes : −26 %. L’agence parle d’une « mise à jour de l’algorithme ».',
      tried: 'Un audit gratuit par une autre agence, qui veut tout refaire pour 45 k€.',
      looking_for: 'Comment trancher entre une faute de l’agence et la malchance, et que demander par écrit.',
      not_wanted: 'Une troisième agence.',
    },
    posts: [
      {
        by: 'anais',
        hoursAgo: 329 * 24 + 6,
        body: `La mise à jour touche tout le monde ; une refonte ratée ne touche que vous. Comparez les pages une à une dans la Search Console, sur la même durée avant et après :

- si la chute est **générale et régulière**, c’est peut-être l’algorithme ;
- si elle porte sur **certaines adresses**, c’est la migration.

Dans neuf cas sur dix : redirections manquantes, ou toutes vers l’accueil.`,
      },
      {
        by: 'linus',
        hoursAgo: 328 * 24,
        body: `Demandez le journal du serveur, pas un rapport. Comptez les réponses 404 servies aux robots, par jour. On lit la date de la faute au jour près. Et regardez si la préproduction n’est pas indexée, c’est le grand classique.`,
      },
      {
        by: 'mo',
        hoursAgo: 325 * 24 + 3,
        body: `Journal obtenu, après deux relances. 1 140 adresses en 404 depuis la nuit de la mise en ligne, dont **les onze pages « emplacements »**, celles qui réservent. Et la préproduction est indexée, bravo Linus.

L’agence répond que les redirections « n’étaient pas au devis ».`,
      },
      {
        by: 'ada',
        hoursAgo: 324 * 24,
        body: `Lisez le devis à voix haute, au téléphone, avec leur gérant. Souvent cela suffit.`,
      },
      {
        by: 'helene',
        hoursAgo: 323 * 24 + 7,
        body: `Le devis compte moins que vous ne le pensez : un professionnel a un **devoir de conseil**. Qui refait un site marchand sans parler des redirections y a manqué, sauf s’il prouve vous avoir alertée et que vous avez refusé.

Écrivez, dans l’ordre : les faits datés, le journal en pièce jointe, la perte chiffrée mois par mois, une mise en demeure de corriger sous huit jours, et la réserve de vos droits. N’accusez pas. Ne payez pas le solde (il en reste ?) mais ne le refusez pas non plus : *consignez-le* dans la lettre.`,
      },
      {
        by: 'grace',
        hoursAgo: 321 * 24,
        body: `Pour le chiffrage de la perte : prenez les réservations directes de la même période sur trois ans, corrigées de la météo et des vacances si vous le pouvez, et valorisez l’écart **à la commission évitée**, pas au chiffre d’affaires. C’est plus petit (chez vous, 15 à 18 % sans doute), mais personne ne le contestera.`,
      },
      {
        by: 'mo',
        hoursAgo: 290 * 24,
        body: `Le solde est de 12,4 k€. Lettre partie. Redirections faites en cinq jours, gratuitement. La perte calculée comme Grace le propose : 31 k€ de commissions payées en plus aux centrales de réservation. Je respire un peu : la courbe remonte depuis neuf jours.`,
      },
      {
        by: 'mo',
        hoursAgo: 240 * 24 + 5,
        body: `Fin de l’histoire.

**Accord amiable** : l’agence abandonne 9 k€ sur le solde et offre un an de maintenance (valeur 4,8 k€). Nous renonçons au reste. Le trafic est à 93 % du niveau de départ, les réservations directes à 97 %.

**À refaire ?** La refonte oui, l’agence non, et je le lui ai dit. La clause que je mets désormais partout : *plan de redirection livré, testé et signé avant la mise en ligne ; pas de mise en ligne sans lui*. Le modèle est ici, servez-vous : [clause de migration](https://example.test/modeles/clause-migration).`,
      },
    ],
  },
];
