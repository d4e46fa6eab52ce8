export const devMail = {
  title: 'E-mails non envoyés',
  lead: 'Pendant le développement, sans serveur SMTP, les e-mails s’arrêtent dans un dossier. Les voici, les plus récents d’abord.',
  none: 'Aucun e-mail pour l’instant.',
  to: (address: string) => `À ${address}`,
  all: 'Tous les e-mails',
};
