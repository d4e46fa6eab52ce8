import type { DemoThread } from './types.ts';

export const marketplaceThreads: DemoThread[] = [
  {
    key: 'marketplaces',
    kind: 'case',
    title: 'Site en propre ou marketplaces pour une PME d’outillage à 9 M€ ?',
    audience: { circle: 'retail' },
    by: 'ines',
    hoursAgo: 2 * 24 + 5,
    tags: ['marketplaces', 'e-commerce', 'marge'],
    sheet: {
      context:
        'Fabricant d’outillage à main, 40 salariés, 9 M€, 3 200 références, marge brute de 31 %. 85 % des ventes par des revendeurs, aucun service client interne.',
      stuck:
        'Le dirigeant veut Amazon tout de suite. Le directeur commercial craint que les deux plus gros revendeurs (22 % du chiffre d’affaires) ne le prennent mal. Panier moyen estimé : 38 €.',
      tried: 'Un catalogue PDF en ligne, et trois mois de Google Shopping : 6 400 € dépensés, ROAS de 1,8.',
      looking_for:
        'Un retour chiffré d’un fabricant de taille voisine, commission, retours et publicité compris. Et comment vous avez géré les revendeurs.',
      not_wanted: 'Une présentation d’agence.',
      wantedInDays: 2,
    },
    body: `Je dois rendre une recommandation au comité de direction dans quelques jours. Ma crainte n’est pas de ne pas vendre, c’est de vendre à perte sans le voir.`,
    posts: [
      {
        by: 'eric',
        hoursAgo: 2 * 24 + 3,
        body: `Avant les chiffres : le contrat des revendeurs dit quoi sur la vente directe ? Si c’est muet, ce n’est pas une permission, c’est une dispute à venir. Va voir les deux gros *avant*, avec une proposition.`,
      },
      {
        by: 'anais',
        hoursAgo: 46,
        body: `Vécu chez une marque de soins (je sais, ce n’est pas l’outillage, mais le panier est le même, 35 €). Sur 100 € TTC vendus en marketplace, il restait :

| | € |
| --- | ---: |
| Prix hors taxes | 83,30 |
| Commission de la plateforme | −12,50 |
| Logistique et emballage | −11,80 |
| Publicité dans la plateforme | −9,00 |
| Retours et avoirs (6 %) | −5,40 |
| **Reste avant coût de revient** | **44,60** |

Avec un coût de revient de 41 €, autant dire rien. Sur notre propre site, le reste était de 52 €, mais avec cinq fois moins de volume.`,
      },
      {
        by: 'grace',
        hoursAgo: 41,
        body: `Le tableau d’Anaïs est juste, il y manque deux lignes que l’on découvre au bilan :

- **le stock immobilisé** chez la plateforme : nous avions 90 jours de ventes dehors, soit 120 k€ de trésorerie pour 400 k€ de chiffre d’affaires ;
- **le temps du service client**. Même si la plateforme répond, les litiges reviennent. Un mi-temps à partir de 500 commandes par mois.

Chez mon client, le seuil de rentabilité par référence était de 25 € de prix public. En dessous, on perdait sur chaque colis.`,
      },
      {
        by: 'ines',
        hoursAgo: 38,
        body: `Précieux. J’ai sorti les références sous 25 € : 1 900 sur 3 200, mais 34 % du chiffre d’affaires seulement.

Éric, le contrat est muet. Et l’un des deux gros vend *déjà* nos produits sur la marketplace, à 12 % sous notre tarif conseillé. Voilà qui change la conversation.`,
      },
      {
        by: 'eric',
        hoursAgo: 36,
        quotes: 3,
        body: `> l’un des deux gros vend *déjà* nos produits sur la marketplace

Alors tu as ta réponse : il ne peut pas te reprocher d’y être. Propose-lui d’en être le vendeur officiel, sur une gamme, avec un prix tenu. Il garde la logistique et le service client, tu gardes la marque et les fiches. On l’a fait dans le bâtiment, 18 mois que ça tient.`,
      },
      {
        by: 'margaux',
        hoursAgo: 29,
        body: `Attention au « prix tenu » : un fournisseur ne peut pas imposer un prix de revente. On peut conseiller, on peut choisir à qui l’on vend et sur quels critères de qualité, rien de plus. Faites relire par un juriste, les amendes sont sérieuses, ici comme au Royaume-Uni.`,
      },
      {
        by: 'mo',
        hoursAgo: 27,
        body: `Pour mémoire, la suite de l’histoire inverse est racontée ici : {{#sortie-amazon}}. Lisez surtout le dernier message d’Inès, les 21 k€ de sortie n’étaient dans aucun tableau.`,
      },
      {
        by: 'ines',
        hoursAgo: 22,
        body: `Oui, et je ne veux pas refaire deux fois la même erreur, c’est pourquoi je vous pose la question *avant*, cette fois.

Merci Margaux, je remplace « prix tenu » par des critères de présentation et de délai.`,
      },
      {
        by: 'grace',
        hoursAgo: 6,
        body: `Si tu montes le scénario « revendeur officiel », chiffre-le avec la remise actuelle *et* avec ce qu’il demandera dans un an. Chez mon grossiste, la remise est passée de 38 à 44 % dès que le volume est devenu visible.`,
      },
      {
        by: 'anais',
        hoursAgo: 2,
        body: `Je défends quand même le site en propre, petit : 300 références au-dessus de 40 €, pièces détachées comprises. Les **pièces détachées** sont ce que personne ne vend et que tout le monde cherche. Chez un client : 11 % des commandes, 29 % de la marge. Budget de départ 24 k€ HT, 700 € par mois ensuite.`,
      },
      {
        by: 'ines',
        hoursAgo: 0.33,
        body: `Les pièces détachées ! Nous en jetons. Je vérifie le stock cet après-midi.

{{@grace}}, accepterais-tu de relire mon tableau de marge par tranche de prix avant le comité ? Une page, vingt lignes, clients masqués.`,
      },
    ],
  },
  {
    key: 'sortie-amazon',
    kind: 'case',
    title: 'Sortir d’Amazon sans perdre l’année : un fabricant de luminaires',
    audience: { circle: 'retail' },
    by: 'ines',
    hoursAgo: 240 * 24,
    tags: ['marketplaces', 'e-commerce'],
    outcome: {
      finishedDaysAgo: 95,
      decision: 'Ne pas sortir : rester avec 48 références de plus de 80 €, sans publicité.',
      result:
        'Chiffre d’affaires annuel : −19 % ; résultat : de −38 k€ à +54 k€. L’opération a coûté 21 k€ HT pour 6 k€ prévus. Une des deux enseignes a doublé son implantation ; la banque a accordé quatre mois de différé.',
      again: 'partly',
      providers: [],
      cost: { minEuros: 21_000, maxEuros: 21_000, per: 'once' },
      duration: { count: 5, unit: 'month' },
      questions: [
        'Qui paie le retour des invendus, et à quel prix la pièce ?',
        'Combien de temps la banque nous suit-elle avec moins de volume, même non rentable ?',
      ],
    },
    sheet: {
      context:
        'Luminaires, 22 salariés, 4,2 M€, dont 38 % par Amazon après trois ans. Le reste : deux enseignes et un site en propre qui vivote (140 k€).',
      stuck:
        'La marge nette sur la marketplace est passée de 9 % à −2 % en dix-huit mois : publicité, retours à 14 %, casse.',
      tried:
        'Hausse des prix de 6 % : −30 % de ventes en un mois, classement perdu. Retirer les vingt pires références : peu d’effet.',
      looking_for: 'Un plan de sortie, ou de réduction, qui ne coule pas la trésorerie. Avec le calendrier.',
      not_wanted: 'Être convaincue d’y rester.',
    },
    posts: [
      {
        by: 'grace',
        hoursAgo: 239 * 24,
        body: `Première question, avant le plan : combien de temps la banque vous suit-elle avec 38 % de chiffre d’affaires en moins, même non rentable ? Les lignes d’escompte sont calées sur le volume, pas sur la marge.`,
      },
      {
        by: 'ines',
        hoursAgo: 238 * 24 + 6,
        body: `Six mois selon l’expert-comptable, quatre selon moi.`,
      },
      {
        by: 'eric',
        hoursAgo: 236 * 24,
        body: `Ne sors pas : rétrécis. Garde les références de plus de 80 € qui ne cassent pas, passe-les en expédition depuis chez toi, et coupe la publicité. Tu perdras le volume, tu garderas la vitrine. Et appelle tes deux enseignes le jour même : *elles* te reprochaient d’y être, qu’elles paient pour que tu n’y sois plus.`,
      },
      {
        by: 'mo',
        hoursAgo: 233 * 24,
        body: `Du côté de l’image : les avis. 3 400 avis à 4,3 étoiles, c’est votre actif principal et vous ne pouvez pas l’emporter. Mettez un carton dans chaque colis *avant* de réduire, avec la garantie prolongée à cinq ans contre une inscription sur votre site, ce qui est permis si le carton parle de garantie et non de racheter ailleurs. Une coopérative cliente a récupéré 1 900 adresses en quatre mois.`,
      },
      {
        by: 'anais',
        hoursAgo: 231 * 24 + 9,
        body: `Je nuancerais : vérifiez les conditions de la plateforme sur les encarts, elles changent, et une suspension en plein trimestre serait la pire sortie possible.

Pour le site, prévoyez 4 à 5 % du chiffre d’affaires visé en acquisition, pendant douze mois, sans retour avant le sixième. Si ce n’est pas finançable, Éric a raison : rétrécir.`,
      },
      {
        by: 'ines',
        hoursAgo: 180 * 24,
        body: `Deux mois plus tard. Nous sommes descendus à 64 références (sur 410), expédiées par nous. Ventes sur la plateforme : −71 %. Marge nette : +11 %. Le site est passé de 12 à 19 k€ par mois, ce qui ne compense rien.

Mauvaise surprise : **le rapatriement du stock**. 2 900 pièces, dont 20 % invendables, et des frais de retrait que je n’avais pas lus.`,
      },
      {
        by: 'grace',
        hoursAgo: 178 * 24,
        body: `Provisionnez la casse ce mois-ci, pas à la clôture : la banque préférera une mauvaise nouvelle expliquée en cours d’année. Et demandez un différé de six mois sur l’emprunt d’équipement, c’est maintenant que vous l’obtiendrez.`,
      },
      {
        by: 'ines',
        hoursAgo: 95 * 24 + 3,
        body: `Je clos. **Ce qui a été décidé** : ne pas sortir, rester avec 48 références de plus de 80 €, sans publicité.

- Coût de l’opération : **21 k€ HT** (rapatriement 8,4 k€, casse 7,9 k€, emballages 4,7 k€). Prévu : 6 k€.
- Chiffre d’affaires annuel : −19 % ; résultat : de −38 k€ à +54 k€.
- Une des enseignes a doublé son implantation après l’appel conseillé par Éric ; l’autre n’a pas bougé.
- Le différé a été accordé sur quatre mois.

À refaire ? En partie : j’aurais dû lire les frais de retrait *avant* d’envoyer le premier carton. La question que personne ne m’avait posée : qui paie le retour des invendus, et à quel prix la pièce ?

Merci à vous quatre, et à Grace en particulier pour la banque.`,
      },
    ],
  },
];
