/** Where most members live comes first; the rest of the world follows by name. */
const zonesFirst = [
  'Europe/Paris',
  'Europe/Brussels',
  'Europe/Luxembourg',
  'Europe/Zurich',
  'America/Toronto',
  'America/Martinique',
  'America/Guadeloupe',
  'Indian/Reunion',
];

export interface ZoneOption {
  value: string;
  label: string;
}

/** `America/Port_of_Spain` as one reads it: `Port of Spain (America)`. */
function labelOf(zone: string): string {
  const [region = zone, ...place] = zone.replaceAll('_', ' ').split('/');
  return place.length > 0 ? `${place.reverse().join(', ')} (${region})` : region;
}

/** The time zones that this program knows, and `own` among them even if it does not. */
export function zoneOptions(own: string): ZoneOption[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = new Set([...zonesFirst.filter((zone) => known.includes(zone)), own, ...known, 'UTC']);
  return [...all].map((value) => ({ value, label: labelOf(value) }));
}
