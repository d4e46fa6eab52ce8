import type { FieldCode, RefusalCode } from '../errors.ts';

/** Titles and sentences of the refusals, in French. */
export const refusals: Record<RefusalCode, { title: string; detail: string }> = {
  not_found: {
    title: 'Introuvable',
    detail: 'Cette page ou ce contenu n’existe pas, ou ne vous est pas ouvert.',
  },
  signed_out: { title: 'Connexion nécessaire', detail: 'Connectez-vous pour continuer.' },
  bad_credentials: {
    title: 'Connexion refusée',
    detail: 'L’adresse ou le mot de passe ne correspond pas. Vous pouvez aussi recevoir un code par e-mail.',
  },
  bad_code: {
    title: 'Code refusé',
    detail: 'Ce code n’est pas le bon, ou il n’est plus valable. Demandez-en un nouveau.',
  },
  bad_link: {
    title: 'Lien inutilisable',
    detail: 'Ce lien a déjà servi, a expiré ou n’existe pas. Demandez-en un nouveau.',
  },
  refused: { title: 'Non autorisé', detail: 'Vous ne pouvez pas faire cela ici.' },
  session_needed: {
    title: 'Session nécessaire',
    detail: 'Un jeton d’accès ne permet pas cette action : connectez-vous dans un navigateur.',
  },
  foreign_origin: { title: 'Origine refusée', detail: 'Cette demande vient d’un autre site.' },
  two_credentials: {
    title: 'Deux identités à la fois',
    detail: 'Envoyez soit la session du navigateur, soit un jeton d’accès, pas les deux.',
  },
  invalid: { title: 'À corriger', detail: 'Certaines réponses sont à corriger.' },
  conflict: {
    title: 'Modifié entre-temps',
    detail:
      'Quelqu’un a modifié ce texte pendant que vous écriviez. Comparez les deux versions avant d’enregistrer.',
  },
  key_reused: {
    title: 'Clé déjà utilisée',
    detail: 'Cette clé d’idempotence a déjà servi pour une autre demande.',
  },
  email_taken: { title: 'Adresse déjà utilisée', detail: 'Cette adresse a déjà un compte.' },
  similar_provider: {
    title: 'Peut-être déjà dans l’annuaire',
    detail: 'Un prestataire semblable existe déjà. Choisissez-le, ou confirmez qu’il s’agit d’un autre.',
  },
  in_use: {
    title: 'Encore utilisé',
    detail: 'Des preuves reposent sur cette mission : retirez-les d’abord des évaluations concernées.',
  },
  closed: { title: 'Benchmark clos', detail: 'Ce benchmark est clos : il ne reçoit plus d’évaluations.' },
  locked: { title: 'Discussion fermée', detail: 'Cette discussion est fermée aux réponses.' },
  flagged: {
    title: 'Déjà signalé',
    detail: 'Vous avez déjà signalé ce message : un modérateur va le regarder.',
  },
  taken: { title: 'Déjà pris', detail: 'Quelqu’un d’autre s’en occupe, ou c’est déjà réglé.' },
  circle_full: { title: 'Cercle complet', detail: 'Ce cercle a atteint son nombre maximal de membres.' },
  last_keeper: {
    title: 'Dernier animateur',
    detail: 'Personne d’autre n’anime ce cercle : confiez d’abord l’animation à un autre membre.',
  },
  last_admin: {
    title: 'Dernier administrateur',
    detail: 'La communauté a besoin d’au moins un administrateur actif.',
  },
  too_many_requests: {
    title: 'Trop de demandes',
    detail: 'Trop de demandes en peu de temps. Réessayez dans une minute.',
  },
  too_large: { title: 'Trop volumineux', detail: 'Ce contenu dépasse la taille permise.' },
  bad_media_type: {
    title: 'Format non accepté',
    detail: 'Le format de cette demande n’est pas accepté ici.',
  },
  bad_body: { title: 'Demande illisible', detail: 'Le contenu de cette demande n’a pas pu être lu.' },
  file_type_refused: {
    title: 'Type de fichier refusé',
    detail: 'Ce type de fichier n’est pas accepté : images, PDF, documents bureautiques et textes seulement.',
  },
  no_room: {
    title: 'Plus de place',
    detail:
      'Le serveur n’a plus de place pour de nouveaux fichiers. Rien n’a été gardé de celui-ci ; le reste fonctionne. Réessayez plus tard, et prévenez qui s’occupe du serveur.',
  },
  unavailable: {
    title: 'Momentanément indisponible',
    detail:
      'Le service ne répond pas pour l’instant. Ce que vous avez écrit est conservé ; réessayez dans un moment.',
  },
  broken: {
    title: 'Une erreur est survenue',
    detail:
      'Une erreur est survenue de notre côté. Ce que vous avez écrit est conservé ; réessayez dans un moment.',
  },
};

/** What to mend in a field, in French; the limit is a number of characters, items or units. */
export const fields: Record<FieldCode, (limit: number) => string> = {
  required: () => 'À remplir.',
  too_short: (n) => `Au moins ${n} caractères.`,
  too_long: (n) => `Au plus ${n} caractères.`,
  too_many: (n) => `Au plus ${n}.`,
  too_few: (n) => `Au moins ${n}.`,
  out_of_range: (n) => `En dehors des limites (${n}).`,
  bad_format: () => 'Ce format n’est pas reconnu.',
  bad_email: () => 'Ceci ne ressemble pas à une adresse e-mail.',
  bad_choice: () => 'Choisissez l’une des réponses proposées.',
  bad_type: () => 'Ce type de valeur n’est pas accepté ici.',
  bad_zone: () => 'Ce fuseau horaire n’est pas reconnu.',
  repeated: () => 'Une réponse est donnée deux fois.',
  unknown_field: () => 'Ce champ n’existe pas.',
  unknown_reference: () => 'Ceci n’existe pas, ou ne vous est pas ouvert.',
  too_deep: () => 'Les listes ou citations sont imbriquées trop profondément.',
  too_slow: () => 'Ce texte est trop complexe pour être mis en forme : simplifiez-le.',
  wrong_password: () => 'Ce n’est pas votre mot de passe actuel.',
  bad_identity: () => 'Ce numéro n’est ni un SIREN ni un SIRET : vérifiez chaque chiffre.',
  bad_website: () => 'Ceci n’est pas l’adresse d’un site public.',
  out_of_order: () => 'La fin vient avant le début.',
  in_the_future: () => 'Cette date n’est pas encore passée.',
  too_long_ago: () => 'Cette date est trop ancienne : informez de nouveau la personne.',
  only_cases: () => 'Seul un cas a une issue ; une discussion se termine simplement.',
  needs_outcome: () => 'Un cas se termine par son issue : dites ce qui a été décidé.',
  needs_document: () => 'Ce degré demande un document.',
  needs_finished: () => 'Ce degré demande un cas terminé, ou une mission dont la fin est passée.',
  needs_engagement: () => 'Ce degré demande une mission.',
  one_of_both: () => 'Une preuve repose sur un cas ou sur une mission, pas sur les deux.',
  no_criticism: () => 'Une personne physique ne reçoit pas de commentaire.',
  has_values: () => 'Des valeurs ont déjà été données : ceci ne peut plus changer.',
  not_for_this: () => 'Ceci ne va pas avec ce genre de critère.',
  needs_somebody: () => 'Une carte est celle d’une personne ou d’une entreprise : donnez l’une ou l’autre.',
  needs_email: () =>
    'Cette carte n’a pas d’adresse e-mail : ajoutez-en une, ou attestez avoir informé la personne.',
  needs_ground: () => 'Une recommandation repose sur un cas terminé ou sur une mission.',
  max_below_min: () => 'Le maximum est inférieur au minimum.',
  person_objected: () => 'Cette personne a demandé à ne pas figurer dans Cénacle.',
  would_widen: () => 'Cela ouvrirait la carte à des personnes qui ne la lisent pas.',
  other_readers: () => 'Ce fil n’a pas les mêmes lecteurs.',
  has_outcome: () => 'Ce cas a ou a eu une issue, sur laquelle d’autres s’appuient : il reste où il est.',
  author_outside: () => 'Son auteur n’est pas dans ce cercle : il ne le lirait plus.',
  invalid: () => 'Cette valeur n’est pas acceptée.',
};
