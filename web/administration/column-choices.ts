/** What a column of the catalogue can hold, where that is a short list. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  sector: ['HEALTH', 'SOCIAL', 'DENTAL'],
  use_rule: ['CONTACT_ANY', 'CONTACT_GT_N', 'DECISION_IN_FORCE'],
  heavy_rule: ['TOP_DECILE', 'VISITS_OR_PROCEDURES'],
}

export const choicesOf = (column: string): readonly string[] => CHOICES[column] ?? []
