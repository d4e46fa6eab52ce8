import { fewer, price, rating, yesno } from './template.ts';

/** An agency or adviser for search engines. */
export const seo = [
  price(
    60,
    'month',
    [800, 5000],
    [
      'Prix',
      'Combien par mois, rédaction et liens compris ?',
      'le prix d’un essai',
      'le prix d’un poste',
      'Devis signé ou dernière facture',
    ],
    [
      'Price',
      'What does a month cost, writing and links included?',
      'the price of a trial',
      'the price of a position',
      'Signed quotation or last invoice',
    ],
  ),
  rating(
    80,
    [
      'Résultats sur les ventes',
      'Les demandes et les ventes venues des moteurs ont-elles augmenté, à saison égale ?',
      'des positions, pas de clients',
      'des ventes mesurées et durables',
      'Courbe de douze mois, avant et après',
    ],
    [
      'Effect on sales',
      'Did requests and sales from search grow, season for season?',
      'positions, no customers',
      'sales measured and lasting',
      'A curve of twelve months, before and after',
    ],
  ),
  rating(
    60,
    [
      'Technique',
      'Savent-ils parler à nos développeurs et faire corriger le site ?',
      'un audit qui reste dans un tiroir',
      'corrections faites et vérifiées',
      'Liste de corrections avec leur état',
    ],
    [
      'Technical skill',
      'Can they talk to our developers and get the site mended?',
      'an audit that stays in a drawer',
      'corrections made and checked',
      'A list of corrections with their state',
    ],
  ),
  rating(
    60,
    [
      'Contenus',
      'Les textes sont-ils dignes d’être signés par l’entreprise ?',
      'écrits pour les robots',
      'lus et cités par les clients',
      'Trois pages publiées',
    ],
    [
      'Content',
      'Would the company put its name to the texts?',
      'written for robots',
      'read and quoted by customers',
      'Three published pages',
    ],
  ),
  yesno(
    50,
    [
      'Méthodes déclarées',
      'D’où viennent les liens, et le disent-ils par écrit ?',
      'on ne sait pas d’où viennent les liens',
      'chaque lien est listé',
      'Liste des liens obtenus',
    ],
    [
      'Methods declared',
      'Where do links come from, and do they say it in writing?',
      'nobody knows where links come from',
      'every link is listed',
      'List of links obtained',
    ],
  ),
  fewer(
    30,
    { fr: 'mois', en: 'months' },
    [1, 12],
    [
      'Engagement',
      'Au bout de combien de mois peut-on partir ?',
      'libre chaque mois',
      'lié un an',
      'Clause de durée du contrat',
    ],
    [
      'Commitment',
      'After how many months can one leave?',
      'free every month',
      'bound for a year',
      'The contract’s clause on its term',
    ],
  ),
];
