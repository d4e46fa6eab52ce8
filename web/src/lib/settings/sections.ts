import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import Bell from '@lucide/svelte/icons/bell';
import Eye from '@lucide/svelte/icons/eye';
import Flag from '@lucide/svelte/icons/flag';
import KeyRound from '@lucide/svelte/icons/key-round';
import Languages from '@lucide/svelte/icons/languages';
import MailPlus from '@lucide/svelte/icons/mail-plus';
import MonitorSmartphone from '@lucide/svelte/icons/monitor-smartphone';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import UserRound from '@lucide/svelte/icons/user-round';

/** The pages of the settings in their order; each lies at `/settings/NAME`. */
export const sections = [
  { name: 'profile', icon: UserRound },
  { name: 'display', icon: Languages },
  { name: 'follows', icon: Eye },
  { name: 'notifications', icon: Bell },
  { name: 'engagements', icon: BriefcaseBusiness },
  { name: 'invitations', icon: MailPlus },
  { name: 'password', icon: KeyRound },
  { name: 'sessions', icon: MonitorSmartphone },
  { name: 'tokens', icon: SquareTerminal },
  { name: 'flags', icon: Flag },
] as const;
