import type { DemoThread } from './types.ts';

export const erpThreads: DemoThread[] = [
  {
    key: 'erp-cloture',
    kind: 'case',
    title: 'Changer d’ERP avec une clôture dans cinq mois ?',
    audience: 'all',
    by: 'fx',
    hoursAgo: 6 * 24,
    tags: ['erp', 'négoce', 'clôture'],
    sheet: {
      context:
        'Négoce technique B2B, 70 personnes, 18 M€ de chiffre d’affaires, deux dépôts, 14 000 références. ERP installé il y a onze ans, très adapté, hébergé dans nos murs.',
      stuck:
        'L’éditeur arrête le support dans sept mois. La clôture tombe dans cinq mois. Le dirigeant veut basculer avant, pour ne pas payer deux fois ; l’intégrateur dit que c’est jouable, et je ne le crois qu’à moitié.',
      tried:
        'Une demande de prolongation, refusée au téléphone. Un devis de maintenance par un tiers : 26 k€ HT par an, engagement de trois ans.',
      looking_for:
        'Quelqu’un qui a basculé en cours d’exercice dans le négoce, avec les jours réellement consommés, et ce que le commissaire aux comptes a demandé ensuite.',
      not_wanted: 'Des noms d’ERP. Le choix est fait, la question est le calendrier.',
      wantedInDays: 1,
    },
    body: `Je précise ce qui m’inquiète le plus : **les stocks en consignation** chez deux clients (environ 310 k€) et les conditions tarifaires, qui vivent pour moitié dans la tête de l’administration des ventes.

Budget voté : 95 k€ HT tout compris, dont 58 k€ d’intégration.`,
    posts: [
      {
        by: 'linus',
        hoursAgo: 5 * 24 + 19,
        body: `Fait il y a deux ans, distributeur de roulements, 55 personnes, exercice en cours. Les chiffres, tels quels :

| Poste | Prévu | Réel |
| --- | ---: | ---: |
| Intégration (jours) | 48 | 71 |
| Reprise des données (jours, chez nous) | 15 | 44 |
| Coût total HT | 74 k€ | 102 k€ |
| Arrêt des expéditions | 0 jour | 2,5 jours |

On n’a basculé que le commerce (achats, ventes, stocks) au 1er d’un mois. La comptabilité est restée sur l’ancien jusqu’à la clôture, avec une écriture d’interface par jour. C’est moins élégant, mais la clôture s’est faite sur un outil que l’équipe connaissait.`,
      },
      {
        by: 'grace',
        hoursAgo: 5 * 24 + 3,
        body: `Je confirme la coupure en deux de Linus, pour une raison qui n’est pas informatique : **prévenez le commissaire aux comptes maintenant**, par écrit, avec le calendrier. Chez un grossiste nous l’avions fait trois semaines avant, il a ajouté quatre jours de diligences sur la reprise des soldes (5 200 € HT) et une lettre désagréable sur le contrôle interne.

Autre point : qui garde l’ancien système lisible, et combien de temps ? Nous avions oublié. Dix-huit mois plus tard, un contrôle fiscal ; il a fallu rallumer un serveur.`,
      },
      {
        by: 'fx',
        hoursAgo: 4 * 24 + 22,
        body: `Merci à tous deux. Le rendez-vous avec le commissaire aux comptes est pris.

{{@linus}}, les 44 jours de reprise : combien pour les tarifs, combien pour les articles ? Et qui les a faits, des gens de chez eux ou des intérimaires ?`,
      },
      {
        by: 'linus',
        hoursAgo: 4 * 24 + 20,
        body: `Articles : 12 jours. Tarifs : 23. Le reste, les tiers et les nomenclatures de lots.

Deux personnes de l’administration des ventes, à mi-temps pendant deux mois, remplacées par une intérimaire. **Surtout pas l’inverse** : nous avions d’abord mis l’intérimaire sur la reprise, elle ne pouvait pas savoir qu’un tarif était mort.`,
      },
      {
        by: 'loic',
        hoursAgo: 3 * 24 + 6,
        body: `Avis contraire. Je ne couperais pas en deux.

Deux systèmes de stock ou une interface quotidienne à 70 personnes, c’est une erreur par jour, et personne pour la chercher en période de clôture. Passez *après* la clôture, prenez la maintenance tierce, et négociez-la à un an : 26 k€, c’est moins cher que 2,5 jours d’expéditions arrêtées chez un négociant.

Pour la consignation : inventaire contradictoire chez les deux clients, signé, la veille de la bascule. Nous avions trouvé 9 % d’écart.`,
      },
      {
        by: 'linus',
        hoursAgo: 2 * 24 + 21,
        quotes: 4,
        body: `> Deux systèmes de stock ou une interface quotidienne à 70 personnes, c’est une erreur par jour

Un seul système de stock, le nouveau. Ce qui reste sur l’ancien, c’est la comptabilité générale ; l’interface, c’est une écriture par journal et par jour, que l’on rapproche en dix minutes. Nous avons eu trois erreurs en quatre mois.

Mais d’accord sur le fond : si la maintenance tierce descend à un an, je ne suis plus sûr de moi.`,
      },
      {
        by: 'helene',
        hoursAgo: 2 * 24 + 2,
        body: `Un refus au téléphone n’est pas un refus. Relisez le contrat de maintenance sur trois points :

1. le préavis d’arrêt (souvent douze mois, notifié par lettre, rarement respecté) ;
2. la clause de réversibilité, et le *format* dans lequel les données vous sont rendues ;
3. la reconduction tacite : si vous avez payé l’année en cours, le support est dû jusqu’à son terme.

Chez un industriel, une simple lettre recommandée rappelant le premier point a donné cinq mois de plus, sans supplément.`,
      },
      {
        by: 'fx',
        hoursAgo: 9,
        editedHoursAgo: 8,
        body: `Du nouveau, grâce à Hélène : le préavis était de douze mois, ils en ont donné sept. Après lettre recommandée, l’éditeur accepte **quatre mois de prolongation pour 11 400 € HT**. Il reste donc deux scénarios :

- **A.** Commerce dans trois mois, comptabilité à l’ouverture du prochain exercice. 58 k€ d’intégration, plus 9 k€ d’interface.
- **B.** Tout à l’ouverture, la prolongation servant de filet : l’ancien reste sous support pendant que l’on arrête les comptes. 58 k€ plus 11,4 k€, mais la reprise des tarifs tombe en pleine clôture.

{{@grace}}, {{@linus}} : si c’était votre client, lequel demain matin devant le dirigeant ?`,
      },
      {
        by: 'eric',
        hoursAgo: 6,
        body: `Je réponds sans qu’on m’ait sonné, côté vente : B, mais les tarifs **tout de suite**. On n’a pas besoin du nouvel ERP pour nettoyer des milliers de lignes de prix, un tableur suffit. Chez un client on en a supprimé 60 % avant de reprendre quoi que ce soit. Et pas de bascule entre septembre et novembre chez un négociant, c’est là que se fait l’année.`,
      },
      {
        by: 'grace',
        hoursAgo: 1.5,
        body: `B, avec la condition d’Éric. L’écart de prix est de 2,4 k€, il ne décide de rien ; ce qui décide, c’est le nombre de choses nouvelles qu’une équipe comptable de trois personnes supporte le même mois.

Une réserve : demandez la prolongation *par avenant*, avec le prix du mois supplémentaire déjà écrit. Si le projet glisse, et il glissera, vous ne renégocierez pas le dos au mur. {{@linus}}, quel délai de sécurité mettriez-vous ?`,
      },
    ],
  },
  {
    key: 'erp-rachat',
    kind: 'case',
    title: 'Refondre l’ERP avant ou après le rachat ?',
    audience: { circle: 'direction' },
    by: 'ada',
    hoursAgo: 21 * 24,
    tags: ['erp', 'rachat'],
    sheet: {
      context:
        'Services techniques, 85 personnes, 11 M€. Le fondateur cède à un groupe deux fois plus gros ; lettre d’intention signée, audit dans deux mois, signature espérée dans six.',
      stuck:
        'Le projet d’ERP est cadré, l’intégrateur choisi, l’acompte (18 k€ HT) non versé. L’acquéreur a son propre outil et ne dit rien.',
      tried: 'J’ai posé la question à son conseil, qui répond que « rien n’est arrêté ».',
      looking_for:
        'Des avis vécus : faut-il geler, poursuivre à petite vitesse, ou s’en servir comme argument de prix ?',
      not_wanted: 'Que cela sorte d’ici : les équipes ne savent rien de la cession.',
    },
    posts: [
      {
        by: 'fx',
        hoursAgo: 20 * 24 + 4,
        body: `Gelez. J’ai accompagné deux cessions avec un projet en cours : dans les deux cas l’acquéreur a déduit du prix le coût *restant à engager*, puis a tout jeté. La seconde fois, 140 k€ de dépenses activées ont fini en perte l’année suivante.

Ce qui se vend bien, en revanche, c’est un **cadrage propre** : processus décrits, données nettoyées, dettes techniques connues. Cela, vous l’avez déjà payé.`,
      },
      {
        by: 'linus',
        hoursAgo: 19 * 24 + 10,
        body: `Nettoyez les données, c’est du travail qui sert à n’importe quel outil : clients, articles, contrats en cours. Comptez 20 à 25 jours pour cette taille. Ne touchez à rien d’autre.

Question : l’outil actuel tient-il dix-huit mois ? Serveur, support, sauvegarde testée ? Après une cession il ne se passe rien pendant un an.`,
      },
      {
        by: 'ada',
        hoursAgo: 18 * 24 + 2,
        body: `Il tient. Support payé jusqu’à l’an prochain, sauvegarde restaurée devant moi le mois dernier (quatre heures). C’est laid, mais c’est debout.`,
      },
      {
        by: 'zoe',
        hoursAgo: 15 * 24 + 7,
        body: `Pensez aux gens. Le chef de projet interne a été recruté pour cet ERP, je suppose ? Si le projet s’arrête sans explication, il cherche ailleurs dans le mois, et il emporte la connaissance des processus que l’acquéreur va payer.

Dans un cas semblable nous avions annoncé une « phase de qualité des données » de quatre mois, avec un vrai objectif et une vraie prime (2 000 €). Personne n’a posé de question, parce que c’était vrai.`,
      },
      {
        by: 'helene',
        hoursAgo: 12 * 24 + 5,
        body: `Deux remarques de contrat :

- Tant que l’acompte n’est pas versé, relisez la lettre d’intention : beaucoup interdisent au cédant tout engagement « hors du cours normal » au-delà d’un seuil. 18 k€ peuvent suffire.
- Demandez à l’intégrateur une **option** : prix tenu neuf mois, sans acompte. Il acceptera pour garder l’affaire.

Et ne dites pas à l’intégrateur pourquoi.`,
      },
      {
        by: 'eric',
        hoursAgo: 9 * 24 + 1,
        body: `À contre-courant : j’ai vu un acquéreur reprendre l’ERP de la cible parce qu’il était meilleur que le sien. Le cédant qui arrive avec un outil neuf et une équipe qui le tient ne négocie pas pareil. Mais il faut qu’il tourne *avant* l’audit, et en deux mois c’est non. Donc gel, à regret.`,
      },
      {
        by: 'ada',
        hoursAgo: 44,
        body: `Point d’étape. L’intégrateur a accepté l’option à neuf mois sans acompte. La phase « qualité des données » démarre lundi, avec le chef de projet et une prime.

{{@linus}}, {{@grace}} : je suis preneuse de votre liste de contrôle pour les données clients. Je vois que le calendrier se discute aussi dans {{#erp-cloture}} ; je m’en inspire, sans rien dire d’ici là-bas.`,
      },
    ],
  },
];
