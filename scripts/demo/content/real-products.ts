import type { DemoProvider } from './comparing.ts';

type Row = [key: string, name: string, summary: string, website: string];

const rows: Row[] = [
  ['sendy', 'Sendy', 'Envoi de lettres d’information, à installer soi-même', 'https://sendy.co'],
  [
    'salesforce',
    'Salesforce',
    'Gestion de la relation client, avec un module d’e-mailing',
    'https://www.salesforce.com',
  ],
  ['mailchimp', 'Mailchimp', 'E-mailing en abonnement', 'https://mailchimp.com'],
  ['hubspot', 'HubSpot', 'Marketing et relation client en abonnement', 'https://www.hubspot.com'],
  ['mautic', 'Mautic', 'Automatisation du marketing, code ouvert', 'https://www.mautic.org'],
  ['adobe', 'Adobe', 'Outils de campagne et de mesure', 'https://www.adobe.com'],
  [
    'confluence',
    'Confluence',
    'Wiki d’entreprise d’Atlassian',
    'https://www.atlassian.com/software/confluence',
  ],
  ['notion', 'Notion', 'Pages et bases partagées', 'https://www.notion.com'],
  ['github', 'GitHub', 'Hébergement de code, wiki, suivi et discussions', 'https://github.com'],
  ['gitbook', 'GitBook', 'Documentation en ligne', 'https://www.gitbook.com'],
  ['wiki-js', 'Wiki.js', 'Wiki à installer soi-même, code ouvert', 'https://js.wiki'],
  ['zenhub', 'Zenhub', 'Suivi de projet adossé à GitHub', 'https://www.zenhub.com'],
  ['jira', 'Jira', 'Suivi de demandes d’Atlassian', 'https://www.atlassian.com/software/jira'],
  ['openproject', 'OpenProject', 'Gestion de projet, code ouvert', 'https://www.openproject.org'],
  ['zoom', 'Zoom', 'Visioconférence', 'https://www.zoom.com'],
  [
    'microsoft-teams',
    'Microsoft Teams',
    'Messagerie et visioconférence de Microsoft',
    'https://www.microsoft.com/microsoft-teams',
  ],
  ['google-meet', 'Google Meet', 'Visioconférence de Google', 'https://meet.google.com'],
  ['jitsu', 'Jitsu', 'Visioconférence, ainsi nommée par la source', ''],
  ['meet-coop', 'Meet.coop', 'Visioconférence tenue par une coopérative', 'https://www.meet.coop'],
  ['slack', 'Slack', 'Messagerie d’équipe', 'https://slack.com'],
  ['discord', 'Discord', 'Messagerie de communautés', 'https://discord.com'],
  ['rocket-chat', 'Rocket.Chat', 'Messagerie d’équipe, code ouvert', 'https://www.rocket.chat'],
  ['mattermost', 'Mattermost', 'Messagerie d’équipe à installer soi-même', 'https://mattermost.com'],
  ['zulip', 'Zulip', 'Messagerie par sujets, code ouvert', 'https://zulip.com'],
  [
    'analytics-usa-gov',
    'Analytics.usa.gov',
    'Mesure d’audience commune aux sites fédéraux américains',
    'https://analytics.usa.gov',
  ],
  ['google-analytics', 'Google Analytics', 'Mesure d’audience de Google', 'https://analytics.google.com'],
  ['mixpanel', 'Mixpanel', 'Mesure de l’usage de produits', 'https://mixpanel.com'],
  ['matomo', 'Matomo', 'Mesure d’audience, code ouvert', 'https://matomo.org'],
  [
    'sharepoint',
    'SharePoint',
    'Sites et documents internes de Microsoft',
    'https://www.microsoft.com/sharepoint',
  ],
  ['custom-site', 'Site sur mesure', 'Une réalisation interne ou confiée, sans produit du marché', ''],
];

/** The real products that the finished selections compare. */
export const realProducts: DemoProvider[] = rows.map(([key, name, summary, website]) => ({
  key,
  name,
  kind: 'product',
  summary: `${summary}.`,
  website,
  place: '',
  size: null,
  by: 'ada',
  addedDaysAgo: 425,
}));
