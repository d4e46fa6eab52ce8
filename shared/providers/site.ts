/** A website's normal address, and the host by which twins are found. */
export interface Site {
  website: string;
  /** Lower case, in ASCII, without `www.`; empty for hosts that many share. */
  domain: string;
}

/** Hosts whose pages belong to whoever has an account there: the same host says nothing of the same firm. */
const sharedHosts = [
  'linkedin.com',
  'facebook.com',
  'instagram.com',
  'youtube.com',
  'tiktok.com',
  'twitter.com',
  'x.com',
  'github.com',
  'github.io',
  'gitlab.io',
  'netlify.app',
  'vercel.app',
  'google.com',
  'apple.com',
  'wixsite.com',
  'webflow.io',
  'wordpress.com',
  'blogspot.com',
  'notion.site',
  'myshopify.com',
  'malt.fr',
];

const isShared = (domain: string): boolean =>
  sharedHosts.some((host) => domain === host || domain.endsWith(`.${host}`));

/**
 * Reads a website as typed, with or without `https://`. Null for an empty text; 'bad_website' for what is no public web
 * address: another scheme, credentials, a host without a dot or an IP address.
 */
export function readSite(typed: string): Site | 'bad_website' | null {
  const text = typed.trim();
  if (text === '') return null;
  const address =
    /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]+\.[a-z]+:\d/i.test(text) ? text : `https://${text}`;
  if (/\s/.test(address) || !URL.canParse(address)) return 'bad_website';
  const url = new URL(address);
  const host = url.hostname.replace(/\.$/, '');
  const isPublic =
    /^[a-z\d-]+(\.[a-z\d-]+)+$/.test(host) &&
    !/^[\d.]+$/.test(host) &&
    !/\.(local|localhost|internal)$/.test(host);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || !isPublic) return 'bad_website';
  url.hash = '';
  const website = url.pathname === '/' && !url.search ? url.origin : url.href;
  const domain = host.replace(/^www\./, '');
  return { website, domain: isShared(domain) ? '' : domain };
}
