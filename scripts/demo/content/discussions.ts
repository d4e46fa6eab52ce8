import type { DemoThread } from './types.ts';

export const discussions: DemoThread[] = [
  {
    key: 'presentations',
    kind: 'discussion',
    title: 'Présentez-vous : ce que vous savez faire, et ce que vous ne savez pas',
    audience: 'all',
    by: 'ada',
    hoursAgo: 425 * 24,
    tags: ['réseau'],
    body: `Bienvenue. Une seule règle pour ce fil : deux phrases sur ce que l’on peut vous demander, et **une sur ce que l’on ne doit pas vous demander**. La seconde est la plus utile.

Je commence. On peut me demander une reprise en main, un plan de trésorerie à treize semaines, une conversation difficile avec un fondateur. On ne doit pas me demander de choisir un logiciel : je prends toujours le moins cher, et j’ai toujours tort.`,
    posts: [
      {
        by: 'mo',
        hoursAgo: 424 * 24,
        body: `Moïra. Marques de territoire, crises, campings sous la pluie. Je modère aussi ce lieu : si un nom de client vous échappe, écrivez-moi, je le masque dans l’heure.

Ne me demandez pas de chiffres avec plus de deux décimales.`,
      },
      {
        by: 'linus',
        hoursAgo: 412 * 24,
        body: `DSI à temps partagé, industrie. Cadrages, sauvetages, contrats d’hébergement, choses qui tombent en panne la nuit. On ne doit pas me demander si l’IA va tout changer.`,
      },
      {
        by: 'zoe',
        hoursAgo: 338 * 24,
        body: `Zoé, DRH et référente RSE, arrivée grâce à Grace. Je sais mener un plan social et je sais surtout, souvent, l’éviter. La paie, en revanche : je la lis, je ne la fais plus depuis quinze ans, ne me croyez pas sur parole.`,
      },
      {
        by: 'margaux',
        hoursAgo: 148 * 24,
        body: `Margaux, half Irish, half Provençale. Ask me about opening the UK, Ireland or the US with a small team and a smaller budget. Don’t ask me about Germany; I tried, it cost my client €90k and taught me humility. (Je réponds volontiers en français.)`,
      },
      {
        by: 'newt',
        hoursAgo: 20,
        body: `Bonjour à tous, Newt, arrivé hier sur l’invitation de Margaux. Vingt ans d’entrepôts et de chaînes d’approvisionnement, dont six à Bordeaux. On peut me demander un inventaire tournant, un cahier des charges de logisticien, une visite d’entrepôt où l’on voit ce qui cloche en dix minutes.

On ne doit pas me demander de rédiger en français sans me relire : merci d’avance pour votre indulgence.`,
      },
      {
        by: 'loic',
        hoursAgo: 17,
        body: `Bienvenue Newt. Votre français est meilleur que mon breton. Allez voir {{#erp-cloture}}, la question des stocks en consignation est pour vous.`,
      },
      {
        by: 'mo',
        hoursAgo: 15,
        body: `Bienvenue {{@newt}} ! Prenez votre temps : on lit beaucoup ici avant d’écrire. Quand vous aurez votre première question, posez-la comme un cas ; la fiche n’a que deux champs obligatoires. {{@grace}} et {{@linus}} sont les plus bavards sur les données de stock.`,
      },
    ],
  },
  {
    key: 'cross-border',
    kind: 'discussion',
    title: 'Working for clients abroad: how do you bill the UK and the US?',
    language: 'en',
    audience: 'all',
    by: 'margaux',
    hoursAgo: 40 * 24,
    tags: ['international', 'tarifs'],
    body: `Two of my French clients now want me to work directly for their new subsidiaries, one in Leeds and one in Boston. Same days, same rate, different payer. Before I say yes: **what did you get wrong the first time?** I am thinking of VAT, insurance and who signs off the days.

Feel free to answer in French.`,
    posts: [
      {
        by: 'grace',
        hoursAgo: 39 * 24,
        body: `For business customers, no French VAT on the invoice in either case; the UK client accounts for it under the reverse charge, and the US has no VAT at all. Say so on the invoice, and keep proof that they are a business. Do have your accountant confirm, mine found one client who was not registered where he said he was.

What I got wrong: payment terms. *Net 60* meant 60 days after the month in which somebody opened the e-mail.`,
      },
      {
        by: 'helene',
        hoursAgo: 37 * 24,
        body: `Three things, in the order in which they hurt:

1. **Insurance.** Most French professional policies exclude the US and Canada unless you ask. Mine cost €1,150 more a year.
2. **Governing law.** They will send their template. Ask for French law; settle for English law; decline a jury trial in Massachusetts.
3. **Liability cap.** Twelve months of fees, never “unlimited, customary in our group”.`,
      },
      {
        by: 'linus',
        hoursAgo: 33 * 24,
        body: `Germany and Switzerland only, so half an answer: I had the days approved by e-mail every Friday, in one line. When the client’s finance director changed, that line was the only thing that got eleven days paid (€9,900).`,
      },
      {
        by: 'margaux',
        hoursAgo: 30 * 24,
        body: `The Friday line starts this week. Hélène, my broker has just confirmed in writing that the US *is* excluded. Thank you, that alone was worth the question.

The Boston client asks for a W-8 form. Has anyone filled one in without paying somebody $600?`,
      },
      {
        by: 'ada',
        hoursAgo: 29 * 24 + 3,
        body: `Oui. Version « E » si vous facturez par une société, la simple si c’est en nom propre. Six lignes utiles sur huit pages ; gardez une copie, ils la perdront. Si le travail est fait en France, dites-le dans le contrat, cela évite la discussion sur la retenue à la source.`,
      },
      {
        by: 'newt',
        hoursAgo: 18,
        body: `Hello from the new one. From the other side of the Channel: the UK client will sooner or later ask about off-payroll rules. If you work through a French company from France, their answer is usually short, but let *them* write it down before you start. Mine took five weeks to ask, and held two invoices meanwhile (£7,400).`,
      },
      {
        by: 'margaux',
        hoursAgo: 16,
        body: `See, everyone, this is why I invited {{@newt}}. Leeds signed yesterday: English law, cap at twelve months’ fees, 30 days, days approved on Fridays. {{@linus}}, I owe you one.`,
      },
    ],
  },
  {
    key: 'tarifs',
    kind: 'discussion',
    title: 'Jour, forfait ou abonnement : comment facturez-vous le temps partagé ?',
    audience: 'all',
    by: 'zoe',
    hoursAgo: 290 * 24,
    tags: ['tarifs', 'métier'],
    body: `Je facture à la journée depuis toujours, et je m’aperçois que mes clients m’appellent de moins en moins *entre* les journées, de peur du compteur. Or c’est souvent là que je leur suis le plus utile. Qui est passé au forfait, et qui en est revenu ?`,
    posts: [
      {
        by: 'fx',
        hoursAgo: 288 * 24,
        body: `Forfait mensuel, deux à quatre jours, plus une **disponibilité téléphonique** non comptée, plafonnée à trois heures. En trois ans, un seul client l’a dépassée, et nous en avons parlé au café. Le forfait a augmenté mon revenu de 12 % sans toucher au prix du jour, simplement parce que le mois d’août est payé.`,
      },
      {
        by: 'eric',
        hoursAgo: 287 * 24,
        body: `Fixe bas plus pourcentage sur la marge. Quand ça marche, c’est superbe. Quand le client change sa définition de la marge en cours de route, ça l’est moins. Revenu au fixe.`,
      },
      {
        by: 'anais',
        hoursAgo: 283 * 24,
        body: `Forfait aussi, avec une phrase qui m’a sauvée : « tout mois commencé est dû, toute journée non prise est perdue *sauf* accord écrit ». Je l’applique rarement. Le fait qu’elle existe suffit.`,
      },
      {
        by: 'helene',
        hoursAgo: 279 * 24,
        body: `Attention à la dépendance : un client qui pèse plus de la moitié de vos revenus, un bureau chez lui, ses horaires, son adresse électronique… et l’on vous requalifie en salarié le jour où il y a fâcherie. Le forfait n’est pas en cause, l’exclusivité l’est.`,
      },
      {
        by: 'zoe',
        hoursAgo: 120 * 24,
        editedHoursAgo: 119 * 24 + 20,
        body: `Six mois plus tard : deux clients sur trois passés au forfait (2 jours, 1 900 € HT, disponibilité comprise). On m’appelle deux fois plus, et mes journées sont mieux préparées. Le troisième veut garder le compteur, par principe. Je le comprends : c’est une association, chaque ligne se justifie.`,
      },
      {
        by: 'grace',
        hoursAgo: 12 * 24,
        body: `J’ajoute une pièce au dossier : l’indexation. Mes forfaits n’avaient pas bougé en quatre ans, par timidité. J’ai ajouté une ligne (indice des salaires, chaque janvier) à tous les contrats renouvelés. Personne n’a rien dit. Quatre ans de timidité, soit, à la louche, 22 k€.`,
      },
    ],
  },
];
