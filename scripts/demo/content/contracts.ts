import type { DemoThread } from './types.ts';

export const contractThreads: DemoThread[] = [
  {
    key: 'audit-licences',
    kind: 'case',
    title: 'Audit de licences : l’éditeur réclame 180 k€ à une PME de 90 salariés',
    audience: { named: ['linus', 'helene', 'grace', 'fx'] },
    by: 'linus',
    hoursAgo: 5 * 24 + 2,
    tags: ['licences', 'contrats', 'erp'],
    sheet: {
      context:
        'Plasturgie, 90 salariés. Logiciel de gestion installé il y a neuf ans, 40 licences nommées, payées et maintenues sans retard.',
      stuck:
        'Audit « amiable » de l’éditeur : selon lui, les 52 terminaux d’atelier sont des accès indirects. Réclamation de 180 k€ HT, ramenée à 95 k€ si l’on signe le passage à son offre hébergée avant la fin du mois.',
      tried: 'J’ai répondu que nous examinions. Rien d’autre.',
      looking_for: 'Avez-vous vécu cela ? Que répondre, et que provisionner ?',
      not_wanted: 'Que le nom de l’éditeur circule : une négociation est en cours.',
      wantedInDays: -1,
    },
    posts: [
      {
        by: 'helene',
        hoursAgo: 4 * 24 + 20,
        body: `Vous avez bien fait d’en dire si peu. Continuez ainsi, jusqu’à ce que nous ayons lu :

1. le contrat **de l’époque**, et les conditions générales annexées *ce jour-là*, pas celles du site ;
2. la définition d’« utilisateur » ;
3. la clause d’audit : préavis, périmètre, qui paie ;
4. tout courriel de l’intégrateur disant que les terminaux étaient compris.

Le quatrième vaut souvent plus que les trois premiers.`,
      },
      {
        by: 'linus',
        hoursAgo: 4 * 24 + 2,
        body: `Trouvé. Le contrat définit l’utilisateur comme « toute personne physique disposant d’un identifiant ». Les terminaux partagent un identifiant technique. Et j’ai un courriel de l’intégrateur, il y a neuf ans : « pas de licence à prévoir pour l’atelier ».`,
      },
      {
        by: 'fx',
        hoursAgo: 3 * 24 + 6,
        body: `Côté comptes : à ce stade, ni 180 ni 95. On provisionne une sortie *probable*, sur la base d’un avis écrit. Demandez à Hélène ou à un avocat deux pages, montrez-les au commissaire aux comptes, et mentionnez le litige en annexe. J’ai vécu la même chose : réclamé 240, fini à 18 k€, quatorze mois plus tard.`,
      },
      {
        by: 'grace',
        hoursAgo: 2 * 24 + 4,
        body: `Ce rabais de moitié avec une date limite n’est pas un argument de droit, c’est un objectif commercial de fin de trimestre. Laissez passer la date. Chez l’un de mes clients l’offre « valable jusqu’au 30 » a été renouvelée trois fois, chaque fois plus basse.

Et comptez le coût complet de leur offre hébergée sur cinq ans : ici elle revenait à 2,3 fois la maintenance actuelle.`,
      },
      {
        by: 'helene',
        hoursAgo: 28,
        body: `Projet de réponse envoyé à Linus. Une page : nous contestons la qualification, citons la définition, joignons le courriel, proposons une réunion *après* communication de leur méthode de calcul. Aucun chiffre de notre part.

{{@grace}}, pourriez-vous me dire en deux lignes comment l’autre offre a baissé, et en combien de temps ? Sans nom, bien sûr.`,
      },
      {
        by: 'linus',
        hoursAgo: 7,
        body: `Lettre partie hier soir. Ce matin, appel du commercial, très aimable : il « comprend notre lecture » et parle maintenant de 40 k€. Je n’ai rien dit, ce qui m’a coûté.

{{@helene}}, {{@grace}} : on attend l’écrit, n’est-ce pas ?`,
      },
    ],
  },
];
