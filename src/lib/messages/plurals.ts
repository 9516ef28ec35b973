/** The forms that a number may take in a language; `other` is in every language. https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Picks the form that goes with a count: "1 alert", "2 alerts". The form's `#` is the count, written as the language writes it. */
export function pluralsOf(language: string) {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (count: number, forms: Forms): string =>
    (forms[rules.select(count)] ?? forms.other).replaceAll('#', number.format(count));
}
