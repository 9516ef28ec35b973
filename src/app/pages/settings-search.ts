import { oneOf } from '../../lib/search-params.ts';

export const SECTIONS = ['purchasing', 'suppliers', 'locations', 'mail', 'roles'] as const;
export type Section = (typeof SECTIONS)[number];
export type SettingsSearch = { section?: Section };

export const parseSettingsSearch = ({ section }: Record<string, unknown>): SettingsSearch => ({
  section: oneOf(section, SECTIONS),
});
