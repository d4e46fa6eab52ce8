import type { Catalogue, NoticeField } from './catalogue.ts';

const noticeFields: Record<NoticeField, string> = {
  person: 'name',
  job_title: 'position',
  firm: 'firm',
  area: 'area',
  languages: 'languages',
  price: 'price range',
  contact: 'contact details',
};

/** The mails in English. */
export const words: Catalogue = {
  greeting: 'Hello,',
  signature: 'Cénacle',
  quoted: (name) => `A word from ${name}:`,
  code: ({ code }) => ({
    subject: `${code} is your sign-in code`,
    before: ['Here is the code to type on the sign-in page:'],
    after: [
      'It is good for ten minutes and works once.',
      'If you did not ask for it, do nothing: nobody gets in without this code. Do not pass it on to anybody.',
    ],
  }),
  reset: () => ({
    subject: 'Choose a new password',
    before: ['You asked to change your password. This address leads to the page where you choose it:'],
    action: 'Choose a password',
    after: [
      'It is good for one hour and works once. Your new password will end the sessions that are open.',
      'If you asked for nothing, do nothing: your password stays the same.',
    ],
  }),
  invitation: ({ sponsor }) => ({
    subject: `${sponsor} invites you to join Cénacle`,
    before: [
      `${sponsor} invites you to join Cénacle, where part-time executives help one another, among themselves and in confidence, on real cases.`,
    ],
    action: 'See the invitation',
    after: [
      'The invitation is yours alone. It is good for fourteen days and works once.',
      'If you would rather not answer, do nothing: no account is made without you.',
    ],
  }),
  already_member: ({ sponsor }) => ({
    subject: 'You are already a member of Cénacle',
    before: [
      `${sponsor} would like to invite you to join Cénacle. You already have an account with this address: simply sign in.`,
    ],
    action: 'Sign in',
    after: ['Forgot your password? The sign-in page can also send you a code.'],
  }),
  card_notice: (notice) => ({
    subject: 'Your business card was added to Cénacle',
    before: [
      `${notice.addedBy}, a member of Cénacle, has added your business card there. Cénacle brings together, by invitation, part-time executives who recommend to one another the people they have worked with. You need do nothing for it to stay so; here is what you should know.`,
      `Who keeps these data: ${notice.controller.name}. To reach us: ${notice.controller.email}.`,
      `Where they come from: ${notice.addedBy} gave them. Stated origin: “${notice.source}”.`,
      `What is kept: ${notice.kept.map(({ field, text }) => `${noticeFields[field]}: ${text}`).join('; ')}.`,
      `What for: so that members can entrust or offer work to you, for this: “${notice.forWhat}”.`,
      'On which ground: the legitimate interest of our members in recommending professionals to one another (article 6(1)(f) of the GDPR).',
      notice.seenBy === 'all'
        ? 'Who sees it: the members of Cénacle, and nobody else. Your contact details are shown to them only when they ask, and we note who asked.'
        : 'Who sees it: the members of one circle of Cénacle, and nobody else. Your contact details are shown to them only when they ask, and we note who asked.',
      `How long: ${notice.months} months from this message; after that the card is no longer shown unless we have written to you again.`,
      'Your rights: to access all that is kept about you, to have it rectified or erased, and to object to your card being here. This page, without an account, lets you do so at once:',
    ],
    action: 'See, correct or remove my card',
    after: [
      'This link is yours alone: do not pass it on to anybody.',
      'If you believe that your rights are not respected, you may lodge a complaint with the CNIL, the French supervisory authority (www.cnil.fr).',
    ],
  }),
  flag_resolved: ({ acted, answer }) => ({
    subject: 'Your flag has been looked at',
    before: [
      acted
        ? 'A moderator has looked at what you flagged, and has acted.'
        : 'A moderator has looked at what you flagged, and found nothing to change.',
      ...(answer ? [`Their answer: “${answer}”`] : []),
    ],
    action: 'See my flags',
    after: ['Thank you for taking care of the community.'],
  }),
  warning: ({ reason }) => ({
    subject: 'A warning from the moderators',
    before: [
      'A moderator of Cénacle gives you this warning:',
      `“${reason}”`,
      'It stands in the log of moderation, of which you can read what is about you.',
    ],
    action: 'See what is about me',
    after: ['If you do not understand this warning, answer a moderator.'],
  }),
};
