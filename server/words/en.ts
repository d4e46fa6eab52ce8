import type * as fr from './fr.ts';

/** Titles and sentences of the refusals, in English. */
export const refusals: typeof fr.refusals = {
  not_found: { title: 'Not found', detail: 'This page or content does not exist, or is not open to you.' },
  signed_out: { title: 'Sign-in needed', detail: 'Sign in to go on.' },
  bad_credentials: {
    title: 'Sign-in refused',
    detail: 'The address or the password does not match. You can also receive a code by e-mail.',
  },
  bad_code: { title: 'Code refused', detail: 'This code is wrong or no longer valid. Ask for a new one.' },
  bad_link: {
    title: 'Link of no use',
    detail: 'This link was used before, has expired or does not exist. Ask for a new one.',
  },
  refused: { title: 'Not allowed', detail: 'You cannot do this here.' },
  session_needed: {
    title: 'Session needed',
    detail: 'An access token does not allow this: sign in with a browser.',
  },
  foreign_origin: { title: 'Origin refused', detail: 'This request comes from another site.' },
  two_credentials: {
    title: 'Two identities at once',
    detail: 'Send either the browser’s session or an access token, not both.',
  },
  invalid: { title: 'To be corrected', detail: 'Some answers need correcting.' },
  conflict: {
    title: 'Changed meanwhile',
    detail: 'Somebody changed this text while you were writing. Compare both versions before you save.',
  },
  key_reused: {
    title: 'Key used before',
    detail: 'This idempotency key was used before for another request.',
  },
  email_taken: { title: 'Address in use', detail: 'This address already has an account.' },
  similar_provider: {
    title: 'Perhaps already in the directory',
    detail: 'A similar provider is there already. Choose it, or confirm that this is another one.',
  },
  in_use: {
    title: 'Still in use',
    detail: 'Evidence rests on this engagement: withdraw it from the evaluations concerned first.',
  },
  closed: { title: 'Benchmark closed', detail: 'This benchmark is closed: it takes no more evaluations.' },
  locked: { title: 'Discussion closed', detail: 'This discussion takes no more replies.' },
  flagged: {
    title: 'Flagged already',
    detail: 'You have flagged this post already: a moderator will look at it.',
  },
  taken: { title: 'Taken already', detail: 'Somebody else is at it, or it is settled.' },
  circle_full: { title: 'Circle full', detail: 'This circle has reached its largest number of members.' },
  last_keeper: {
    title: 'Last keeper',
    detail: 'Nobody else looks after this circle: first have another member look after it.',
  },
  last_admin: { title: 'Last admin', detail: 'The community needs at least one active admin.' },
  too_many_requests: {
    title: 'Too many requests',
    detail: 'Too many requests in a short time. Try again in a minute.',
  },
  too_large: { title: 'Too large', detail: 'This content exceeds the size allowed.' },
  bad_media_type: {
    title: 'Format not accepted',
    detail: 'The format of this request is not accepted here.',
  },
  bad_body: { title: 'Unreadable request', detail: 'The content of this request could not be read.' },
  file_type_refused: {
    title: 'File type refused',
    detail: 'This type of file is not accepted: pictures, PDF, office documents and texts only.',
  },
  no_room: {
    title: 'No room left',
    detail:
      'The server has no room left for new files. Nothing of this one was kept; all else works. Try again later, and tell whoever looks after the server.',
  },
  unavailable: {
    title: 'Unavailable for a moment',
    detail: 'The service does not answer for now. What you wrote is kept; try again in a moment.',
  },
  broken: {
    title: 'Something went wrong',
    detail: 'Something went wrong on our side. What you wrote is kept; try again in a moment.',
  },
};

/** What to mend in a field, in English; the limit is a number of characters, items or units. */
export const fields: typeof fr.fields = {
  required: () => 'Please fill this in.',
  too_short: (n) => `At least ${n} characters.`,
  too_long: (n) => `At most ${n} characters.`,
  too_many: (n) => `At most ${n}.`,
  too_few: (n) => `At least ${n}.`,
  out_of_range: (n) => `Outside the limits (${n}).`,
  bad_format: () => 'This format is not recognised.',
  bad_email: () => 'This does not look like an e-mail address.',
  bad_choice: () => 'Choose one of the answers offered.',
  bad_type: () => 'This type of value is not accepted here.',
  bad_zone: () => 'This time zone is not known.',
  repeated: () => 'An answer is given twice.',
  unknown_field: () => 'This field does not exist.',
  unknown_reference: () => 'This does not exist, or is not open to you.',
  too_deep: () => 'Lists or quotes are nested too deeply.',
  too_slow: () => 'This text is too complex to be laid out: simplify it.',
  wrong_password: () => 'This is not your current password.',
  bad_identity: () => 'This number is neither a SIREN nor a SIRET: check each digit.',
  bad_website: () => 'This is not the address of a public website.',
  out_of_order: () => 'The end comes before the beginning.',
  in_the_future: () => 'This date has not yet come.',
  too_long_ago: () => 'This date is too long ago: tell the person again.',
  only_cases: () => 'Only a case has an outcome; a discussion simply ends.',
  needs_outcome: () => 'A case is finished by its outcome: say what was decided.',
  needs_document: () => 'This grade needs a document.',
  needs_finished: () => 'This grade needs a finished case, or an engagement that has ended.',
  needs_engagement: () => 'This grade needs an engagement.',
  one_of_both: () => 'Evidence rests on a case or on an engagement, not on both.',
  no_criticism: () => 'A natural person receives no comment.',
  has_values: () => 'Values have been given already: this can no longer change.',
  not_for_this: () => 'This does not go with this kind of criterion.',
  needs_somebody: () => 'A card is that of a person or a firm: give one of them.',
  needs_email: () => 'This card has no e-mail address: add one, or attest that you have told the person.',
  needs_ground: () => 'A vouch rests on a finished case or an engagement.',
  max_below_min: () => 'The maximum is below the minimum.',
  person_objected: () => 'This person has asked not to be in Cénacle.',
  would_widen: () => 'This would open the card to people who do not read it.',
  other_readers: () => 'That thread does not have the same readers.',
  has_outcome: () => 'This case has or had an outcome, on which others rest: it stays where it is.',
  author_outside: () => 'Its author is not in this circle: they would not read it any more.',
  invalid: () => 'This value is not accepted.',
};
