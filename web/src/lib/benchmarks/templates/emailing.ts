import { price, rating, yesno } from './template.ts';

/** A tool that sends newsletters and automated mails. */
export const emailing = [
  price(
    70,
    'month',
    [30, 400],
    [
      'Prix',
      'Combien par mois pour notre volume d’envois et de contacts ?',
      'une ligne qu’on oublie',
      'à défendre chaque année',
      'Facture du dernier mois, contacts et envois compris',
    ],
    [
      'Price',
      'What does a month cost for our contacts and sendings?',
      'a line one forgets',
      'to be defended every year',
      'Invoice of the last month, contacts and sendings included',
    ],
  ),
  rating(
    80,
    [
      'Délivrabilité',
      'Les messages arrivent-ils en boîte de réception, et qui aide quand ils n’y arrivent pas ?',
      'souvent en indésirables, personne ne répond',
      'en boîte de réception, un expert suit',
      'Taux d’arrivée ou rapport de réputation sur trois mois',
    ],
    [
      'Deliverability',
      'Do messages reach the inbox, and who helps when they do not?',
      'often in spam, nobody answers',
      'in the inbox, an expert looks after it',
      'Arrival rate or reputation report over three months',
    ],
  ),
  rating(
    60,
    [
      'Automatisation et segments',
      'Peut-on enchaîner des messages selon ce que fait le contact, sans développeur ?',
      'envois à la main',
      'scénarios complets, montés par le marketing seul',
      'Un scénario en service que le membre a vu tourner',
    ],
    [
      'Automation and segments',
      'Can messages follow what a contact does, without a developer?',
      'sendings by hand',
      'full scenarios, built by marketing alone',
      'A running scenario that the member has seen',
    ],
  ),
  rating(
    50,
    [
      'Raccordement au CRM et à la boutique',
      'Les données passent-elles dans les deux sens, sans fichier à la main ?',
      'export et import de fichiers',
      'synchronisé en continu, fiable',
      'Un raccordement en service, avec les pannes connues',
    ],
    [
      'Connection to CRM and shop',
      'Do data flow both ways, without files by hand?',
      'files exported and imported',
      'synchronised all the time, reliable',
      'A connection in service, with its known failures',
    ],
  ),
  rating(
    50,
    [
      'Prise en main',
      'En combien de temps une personne non technique envoie-t-elle seule ?',
      'il faut un spécialiste',
      'seule dès le premier jour',
      'Récit d’une personne de l’équipe',
    ],
    [
      'Ease of use',
      'How soon does a non-technical person send alone?',
      'takes a specialist',
      'alone on the first day',
      'Told by a person of the team',
    ],
  ),
  yesno(
    40,
    [
      'Données hébergées en Europe',
      'Les contacts restent-ils dans l’Union européenne, sous-traitants compris ?',
      'non, ou pas démontré',
      'oui, au contrat',
      'Annexe du contrat sur les données personnelles',
    ],
    [
      'Data hosted in Europe',
      'Do contacts stay in the European Union, subprocessors included?',
      'no, or not shown',
      'yes, in the contract',
      'The contract’s annex on personal data',
    ],
  ),
];
