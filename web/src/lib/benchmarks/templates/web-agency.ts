import { fewer, price, rating, weeks, yesno } from './template.ts';

/** An agency that makes or remakes a site. */
export const webAgency = [
  price(
    70,
    'once',
    [8000, 60_000],
    [
      'Prix de la réalisation',
      'Combien jusqu’à la mise en ligne, reprise des contenus comprise ?',
      'un site simple',
      'un grand projet',
      'Devis signé et avenants',
    ],
    [
      'Price of the build',
      'What does it cost until it is live, moving the content included?',
      'a simple site',
      'a large project',
      'Signed quotation and its amendments',
    ],
  ),
  price(
    40,
    'month',
    [50, 900],
    [
      'Maintenance',
      'Combien par mois pour corriger, mettre à jour et sauvegarder ?',
      'le strict nécessaire',
      'un forfait confortable',
      'Contrat de maintenance',
    ],
    [
      'Maintenance',
      'What does a month of repairs, updates and backups cost?',
      'the bare minimum',
      'a comfortable package',
      'Maintenance contract',
    ],
  ),
  rating(
    70,
    [
      'Compréhension du métier',
      'Ont-ils compris ce que nous vendons, et à qui ?',
      'il a fallu tout écrire à leur place',
      'ils nous ont appris quelque chose',
      'Compte rendu d’atelier ou première maquette',
    ],
    [
      'Understanding of the business',
      'Did they understand what we sell, and to whom?',
      'we had to write it all for them',
      'they taught us something',
      'Minutes of a workshop or the first mock-up',
    ],
  ),
  fewer(
    50,
    weeks,
    [0, 16],
    [
      'Retard à la livraison',
      'De combien de semaines la mise en ligne a-t-elle glissé ?',
      'à l’heure',
      'une saison perdue',
      'Planning signé et date de mise en ligne',
    ],
    [
      'Delay',
      'By how many weeks did going live slip?',
      'on time',
      'a season lost',
      'Signed schedule and the day it went live',
    ],
  ),
  rating(
    60,
    [
      'Vitesse et accessibilité',
      'Le site est-il rapide sur un téléphone et utilisable par tous ?',
      'lent, illisible au clavier',
      'rapide, conforme au RGAA',
      'Mesure publique ou audit',
    ],
    [
      'Speed and accessibility',
      'Is the site fast on a phone and usable by everybody?',
      'slow, useless by keyboard',
      'fast, conforms to WCAG AA',
      'A public measurement or an audit',
    ],
  ),
  yesno(
    60,
    [
      'Propriété du code et des accès',
      'Peut-on changer d’agence sans refaire le site ?',
      'l’agence garde tout',
      'code, domaine et accès sont à nous',
      'Clause de propriété du contrat',
    ],
    [
      'Ownership of code and access',
      'Can one change agency without making the site again?',
      'the agency keeps everything',
      'code, domain and access are ours',
      'The contract’s clause on ownership',
    ],
  ),
];
