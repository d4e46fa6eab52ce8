import type { Words } from '../fr.ts';

export const signIn: Words['signIn'] = {
  title: 'Sign in',
  againTitle: 'Your session is over',
  againLead: 'Sign in again: your text is kept, and what was being sent is then sent, once.',
  lead: 'A private circle, by invitation, of executives who work part-time in several companies.',
  email: 'E-mail address',
  password: 'Password',
  forgotten: 'Forgotten password?',
  enter: 'Sign in',
  byCode: 'Get a code by e-mail',
  byCodeHint: 'No password needed: a six-digit code, good for ten minutes.',
  emailMissing: 'Enter your e-mail address.',
  passwordMissing: 'Enter your password.',
  invitationOnly: 'Members join by invitation of another member.',
  codeTitle: 'Your code',
  codeSent: (email) =>
    `If ${email} is a member’s address, a six-digit code has just been sent to it. It is good for ten minutes.`,
  code: 'Six-digit code',
  codeMissing: 'Enter the six digits that you received by e-mail.',
  codeAgain: 'Send a new code',
  codeSentAgain: 'A new code has just been sent. It replaces the one before.',
  otherWay: 'Change the address or use a password',
  notNow: 'Signing in did not work. Please try again in a moment.',
};
