import { fewer, price, rating, weeks, yesno } from './template.ts';

/** Advice on social and environmental responsibility. */
export const csr = [
  price(
    60,
    'once',
    [5000, 50_000],
    [
      'Prix de la mission',
      'Combien pour le diagnostic et le plan, ateliers compris ?',
      'un diagnostic',
      'un accompagnement complet',
      'Devis signé',
    ],
    [
      'Price of the mission',
      'What do the diagnosis and the plan cost, workshops included?',
      'a diagnosis',
      'full support',
      'Signed quotation',
    ],
  ),
  rating(
    80,
    [
      'Connaissance du secteur',
      'Connaissent-ils nos règles, nos clients et leurs questionnaires ?',
      'généralités',
      'ils citent nos donneurs d’ordre',
      'Une mission terminée dans le secteur',
    ],
    [
      'Knowledge of the sector',
      'Do they know our rules, our customers and their questionnaires?',
      'generalities',
      'they quote those we work for',
      'A finished mission in the sector',
    ],
  ),
  rating(
    70,
    [
      'Plan applicable',
      'Qu’est-ce qui a vraiment changé un an après ?',
      'un rapport',
      'des gestes quotidiens, un budget, un responsable',
      'Suivi du plan à un an',
    ],
    [
      'A plan that is carried out',
      'What has really changed a year later?',
      'a report',
      'daily habits, a budget, somebody in charge',
      'Follow-up of the plan after a year',
    ],
  ),
  rating(
    60,
    [
      'Solidité des chiffres',
      'Le bilan tient-il devant un auditeur ou un client exigeant ?',
      'estimations sans source',
      'vérifié par un tiers',
      'Méthode écrite ou rapport de vérification',
    ],
    [
      'Soundness of figures',
      'Do the figures stand before an auditor or a demanding customer?',
      'estimates without a source',
      'verified by a third party',
      'Written method or verification report',
    ],
  ),
  rating(
    50,
    [
      'Adhésion des équipes',
      'Les équipes s’y sont-elles reconnues ?',
      'vu comme une contrainte',
      'porté par des volontaires',
      'Participation aux ateliers',
    ],
    [
      'Support of the teams',
      'Did the teams see themselves in it?',
      'seen as a constraint',
      'carried by volunteers',
      'Attendance at workshops',
    ],
  ),
  fewer(
    30,
    weeks,
    [4, 30],
    [
      'Délai jusqu’au plan',
      'Combien de semaines jusqu’à un plan décidé ?',
      'un mois',
      'plus d’un semestre',
      'Dates de lancement et de décision',
    ],
    [
      'Time to the plan',
      'How many weeks until a plan was decided?',
      'a month',
      'more than half a year',
      'Dates of the start and of the decision',
    ],
  ),
  yesno(
    40,
    [
      'Aides mobilisées',
      'Ont-ils monté et obtenu un financement public ?',
      'non',
      'oui, versé',
      'Notification de l’aide',
    ],
    [
      'Public aid obtained',
      'Did they apply for public funding and get it?',
      'no',
      'yes, paid',
      'The letter that grants it',
    ],
  ),
];
