import { fewer, price, rating, weeks, yesno } from './template.ts';

/** Whoever connects a catalogue and its orders to marketplaces. */
export const marketplace = [
  price(
    60,
    'month',
    [100, 2000],
    [
      'Abonnement',
      'Combien par mois pour nos références et nos commandes ?',
      'quelques canaux',
      'toutes les places, fort volume',
      'Dernière facture, avec le nombre de commandes',
    ],
    [
      'Subscription',
      'What does a month cost for our products and orders?',
      'a few channels',
      'every marketplace, high volume',
      'Last invoice, with the number of orders',
    ],
  ),
  price(
    40,
    'once',
    [2000, 40_000],
    [
      'Mise en service',
      'Combien jusqu’à la première vente, jours internes à part ?',
      'branché en quelques jours',
      'un projet d’intégration',
      'Devis signé et temps passé',
    ],
    [
      'Set-up',
      'What does it cost until the first sale, internal days apart?',
      'plugged in within days',
      'an integration project',
      'Signed quotation and time spent',
    ],
  ),
  rating(
    80,
    [
      'Fiabilité des flux',
      'Stocks et prix sont-ils justes partout, même un jour de soldes ?',
      'ventes à perte, ruptures vendues',
      'justes à la minute',
      'Journal d’incidents de trois mois',
    ],
    [
      'Reliability of the feeds',
      'Are stock and prices right everywhere, even on the first day of sales?',
      'sold at a loss, sold out of stock',
      'right to the minute',
      'Log of incidents over three months',
    ],
  ),
  rating(
    60,
    [
      'Places couvertes',
      'Les places où sont nos clients sont-elles raccordées sans développement ?',
      'une ou deux',
      'toutes les nôtres, en France et à l’étranger',
      'Liste des raccordements en service',
    ],
    [
      'Marketplaces covered',
      'Are the marketplaces of our customers connected without development?',
      'one or two',
      'all of ours, at home and abroad',
      'List of connections in service',
    ],
  ),
  rating(
    50,
    [
      'Secours en cas de blocage',
      'Qui débloque un compte ou un flux, et en combien de temps ?',
      'un formulaire, des jours',
      'une personne, dans l’heure',
      'Un incident réel et sa durée',
    ],
    [
      'Help when blocked',
      'Who frees an account or a feed, and how soon?',
      'a form, for days',
      'a person, within the hour',
      'A real incident and how long it lasted',
    ],
  ),
  fewer(
    40,
    weeks,
    [2, 20],
    [
      'Délai jusqu’à la première vente',
      'Combien de semaines entre la signature et la première commande ?',
      'le mois même',
      'un semestre',
      'Dates du contrat et de la première commande',
    ],
    [
      'Time to the first sale',
      'How many weeks from signing to the first order?',
      'within the month',
      'half a year',
      'Dates of the contract and of the first order',
    ],
  ),
  yesno(
    40,
    [
      'Sans commission sur les ventes',
      'Le prestataire est-il payé au forfait, sans pourcentage du chiffre ?',
      'pourcentage des ventes',
      'forfait',
      'Grille tarifaire du contrat',
    ],
    [
      'No commission on sales',
      'Is the provider paid a fixed price, without a share of sales?',
      'a share of sales',
      'a fixed price',
      'The contract’s price list',
    ],
  ),
];
