/** Scalars. Those with numbers open sealed values only: anything else in their place is an error, not an answer. */
import { calendarDay } from '../calendar-day.ts'
import { unseal } from '../release/sealed.ts'
import { builder } from './builder.ts'

/** A text without its offset would be read in the server's time zone. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const OUTPUT_ONLY = {
  parseValue: (): never => {
    throw new TypeError('this scalar is never an input')
  },
}

builder.scalarType('Count', {
  description: "Clients: a whole number of at least the release's threshold; null = withheld.",
  serialize: (value) => unseal('Count', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Share', {
  description: 'Whole per cent, 0–100; null = withheld or base under 20.',
  serialize: (value) => unseal('Share', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Lift', {
  description: 'How many times as many as if unrelated; one decimal, from published figures only; null as Share.',
  serialize: (value) => unseal('Lift', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('CountDifference', {
  description: 'Difference of two published counts; null unless both are published exactly.',
  serialize: (value) => unseal('CountDifference', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('ShareDifference', {
  description: 'Difference of two published shares in percentage points; null unless both are published.',
  serialize: (value) => unseal('ShareDifference', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('FigureCount', {
  description: 'A number of figures (cells), never of clients.',
  serialize: (value) => unseal('FigureCount', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Parameter', {
  description: 'A number in a rule or policy or set by a person (a threshold, a limit, a target), never a count of clients.',
  serialize: (value) => unseal('Parameter', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('EventCount', {
  description: 'A number of events of the audit log, never of clients.',
  serialize: (value) => unseal('EventCount', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Residents', {
  description: 'Persons of public statistics, never clients.',
  serialize: (value) => unseal('Residents', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Rate', {
  description: 'Clients of 1,000 residents, one decimal; null unless the count is published exactly.',
  serialize: (value) => unseal('Rate', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('NoisySize', {
  description:
    'Clients of a draft or adopted segment by differential privacy: with noise, in tens; null = withheld. Never a figure of a release.',
  serialize: (value) => unseal('NoisySize', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('NoisyChange', {
  description: 'One noisy size less an earlier one, in tens, or an end of its interval; null where either is withheld.',
  serialize: (value) => unseal('NoisyChange', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('NoisyShare', {
  description: 'Whole per cent of one noisy size in another; null where either is withheld.',
  serialize: (value) => unseal('NoisyShare', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('NoisyRate', {
  description: 'Clients by noisy sizes of a hundred clients or of 1,000 residents, one decimal; null where one of them is withheld.',
  serialize: (value) => unseal('NoisyRate', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('NoisyTimes', {
  description: 'How many times as often by noisy sizes, in tenths; null where one of them is withheld.',
  serialize: (value) => unseal('NoisyTimes', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('RoughRows', {
  description: 'Rows of a file of extracts: two significant digits, in tens at least; null = under twenty. Never clients.',
  serialize: (value) => unseal('RoughRows', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('RowShare', {
  description: 'Whole per cent of the rows of a file of extracts; null where the rows are under twenty. Never of clients.',
  serialize: (value) => unseal('RowShare', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Progress', {
  description: 'How much of a step is done, in tens of per cent.',
  serialize: (value) => unseal('Progress', value),
  ...OUTPUT_ONLY,
})
builder.scalarType('Date', {
  description: 'Calendar date, YYYY-MM-DD.',
  serialize: (value) => value.toISOString().slice(0, 10),
  ...OUTPUT_ONLY,
})
builder.scalarType('DateTime', {
  description: 'Instant, ISO 8601 with its offset: 2025-12-31T21:59:59Z.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const instant = typeof value === 'string' && INSTANT.test(value) && calendarDay(value.slice(0, 10)) !== null ? new Date(value) : null
    if (instant === null || Number.isNaN(instant.getTime())) throw new TypeError('not an instant')
    return instant
  },
})
