/** How much of a view is published, and which small widening of the selection would publish more. */
import { type Figure, gainOf, type Tally, tally } from './figure.ts'
import { matrixOf } from './matrix.ts'
import type { ReleaseReader } from './reader.ts'
import { remembering } from './remembering.ts'
import { type FigureCount, smallestFirst } from './sealed.ts'
import { canonical, notPublished, type Selection, type ServiceNeed, selectionKey } from './selection.ts'
import { serviceSets } from './service-sets.ts'

export type View =
  /** `heavyIn`: with the heavy users of services among its figures. `beside`: all clients and heavy users beside each other. */
  | { readonly kind: 'overview'; readonly heavyIn: boolean; readonly beside?: boolean }
  /** `beside`: the histograms of heavy users over those of all clients. */
  | { readonly kind: 'serviceCounts'; readonly beside?: boolean }
  | { readonly kind: 'coUsage'; readonly service: string }
  | { readonly kind: 'usageMatrix' }
  | { readonly kind: 'combinations'; readonly size: 2 | 3 }

export interface Coverage {
  /** Figures published in full: a sum of which a part is withheld is not. */
  readonly shown: FigureCount
  readonly of: FigureCount
  readonly widening: { readonly selection: Selection; readonly gain: FigureCount } | null
}

/** What the view needs of the services of its selection, of which there are `given`: these are part of a combination. */
export function needOf(view: View, given = 0): ServiceNeed {
  switch (view.kind) {
    case 'overview':
      return { named: [], free: 1 }
    case 'serviceCounts':
      return { named: [], free: 0, serviceCounts: true }
    case 'coUsage':
      return { named: [view.service], free: 1 }
    case 'usageMatrix':
      return { named: [], free: 2 }
    case 'combinations':
      return { named: [], free: Math.max(0, view.size - given) }
    default: {
      const never: never = view
      throw new Error(`unknown view ${String(never)}`)
    }
  }
}

const coverages = remembering<Coverage>(5000)

/** Worked out once for a view and selection of a release. */
export function coverageOf(reader: ReleaseReader, view: View, selection: Selection): Coverage {
  return coverages(reader, keyOf(view, selection), () => {
    const { shown, of } = tallyOf(reader, view, selection)
    return { shown, of, widening: wideningOf(reader, view, selection, shown) }
  })
}

const tallies = remembering<Tally>(5000)

/** How many figures of the view are published in full, of how many; worked out once. */
export function tallyOf(reader: ReleaseReader, view: View, selection: Selection): Tally {
  if (view.kind === 'usageMatrix') return matrixOf(reader, selection).tally
  return tallies(reader, keyOf(view, selection), () => tally(figuresOfView(reader, view, selection, selection)))
}

const keyOf = (view: View, selection: Selection): string => `${JSON.stringify(view)} ${selectionKey(selection)}`

/** Without one of its services a selection has other combinations, not more of the same. */
const wideningOf = (reader: ReleaseReader, view: View, selection: Selection, shown: FigureCount): Coverage['widening'] =>
  bestWidening(
    reader,
    selection,
    shown,
    (wider) =>
      view.kind === 'combinations' && wider.services.length < selection.services.length ? null : needOf(view, wider.services.length),
    (wider) => tally(figuresOfView(reader, view, wider, selection)),
  )

/**
 * The step that gains most among the smallest ones that have an answer; among those two notches away only where no smaller one
 * gains. `needed`: what the view needs of a wider selection, null where it is none of its. `tallied` counts what that would show, of the
 * kinds that the view shows now.
 */
export function bestWidening(
  reader: ReleaseReader,
  selection: Selection,
  shown: FigureCount,
  needed: (wider: Selection) => ServiceNeed | null,
  tallied: (wider: Selection) => Tally,
): Coverage['widening'] {
  const isOpen = (wider: Selection): boolean => {
    const need = needed(wider)
    return need !== null && notPublished(wider, need) === null && reader.allows(wider, need)
  }
  for (const step of widerSelections(reader, selection)) {
    const gains = step
      .map((wider) => canonical(reader.layout, wider))
      .filter(isOpen)
      .flatMap((wider) => {
        const gain = gainOf(shown, tallied(wider).shown)
        return gain ? [{ selection: wider, gain }] : []
      })
      .sort((a, b) => smallestFirst(b.gain, a.gain, 0))
    if (gains[0]) return gains[0]
  }
  return null
}

/** Selections one step wider in one dimension, then two, each list in order of preference. */
function widerSelections(reader: ReleaseReader, selection: Selection): readonly (readonly Selection[])[] {
  const { layout } = reader
  const near: Selection[] = []
  const far: Selection[] = []
  if (selection.ageGroups.length > 0) {
    const older = selection.ageGroups.some((age) => age === 'AGE_65_79' || age === 'AGE_80_PLUS')
    const rest = selection.ageGroups.filter((age) => age !== 'AGE_65_79' && age !== 'AGE_80_PLUS')
    if (older) near.push({ ...selection, ageGroups: [...rest, 'AGE_65_PLUS'] })
    const everyAge = { ...selection, ageGroups: [] }
    if (older) far.push(everyAge)
    else near.push(everyAge)
  }
  if (selection.sexes.length > 0) near.push({ ...selection, sexes: [] })
  const county = { ...selection, centres: [], municipalities: [] }
  if (selection.centres.length > 0) {
    const around = selection.centres.map((centre) => layout.centreMunicipality[layout.centres.indexOf(centre)])
    near.push({ ...selection, centres: [], municipalities: layout.municipalities.filter((_, i) => around.includes(i)) })
    far.push(county)
  } else if (selection.municipalities.length > 0) near.push(county)
  if (selection.cohort === 'HEAVY') near.push({ ...selection, cohort: 'ALL' })
  for (const service of selection.services) {
    near.push({ ...selection, services: selection.services.filter((other) => other !== service) })
  }
  return [near, far]
}

/** The figures that the view shows of a selection: of the kinds that it shows for `asked`, so that selections compare. */
function figuresOfView(reader: ReleaseReader, view: View, selection: Selection, asked: Selection): readonly Figure[] {
  const figures = reader.figuresOf(selection)
  const each = reader.services.map((_, position) => position)
  const { tops } = reader.layout
  const to = (top: number) => Array.from({ length: top + 1 }, (_, bin) => bin)
  switch (view.kind) {
    case 'overview': {
      // A service without a rule for heavy users has none to show.
      const ruled = view.heavyIn && asked.services.length === 0 ? each.filter((at) => reader.services[at]?.heavyRule) : []
      const shown = view.beside ? (['ALL', 'HEAVY'] as const).map((cohort) => reader.figuresOf({ ...selection, cohort })) : [figures]
      return shown.flatMap((own) => [
        own.using(),
        ...each.map((service) => own.using(service)),
        ...ruled.map((service) => own.measure({ kind: 'heavyIn', service })),
      ])
    }
    case 'serviceCounts': {
      const histograms = (own: typeof figures) => [
        own.using(),
        ...(['all', 'health', 'social'] as const).flatMap((histogram) =>
          to(tops[histogram]).map((bin) => own.measure({ kind: 'bins', histogram, from: bin, to: bin })),
        ),
      ]
      const heavy = view.beside && asked.cohort === 'ALL' ? histograms(reader.figuresOf({ ...selection, cohort: 'HEAVY' })) : []
      return [
        ...histograms(figures),
        ...heavy,
        ...to(tops.health).flatMap((health) => to(tops.social).map((social) => figures.measure({ kind: 'grid', health, social }))),
      ]
    }
    case 'coUsage': {
      const own = reader.positions([view.service])
      const outside = each.filter((service) => !own.includes(service) && !reader.positions(asked.services).includes(service))
      return [figures.using(...own), ...outside.map((service) => figures.using(...own, service))]
    }
    case 'usageMatrix':
      return [
        figures.using(),
        ...each.flatMap((a) =>
          each
            .slice(a)
            .filter((b) => figures.sees(a, b))
            .map((b) => figures.using(a, b)),
        ),
      ]
    case 'combinations': {
      const whole = reader.figuresOf({ ...selection, services: [] })
      const sets = serviceSets(reader.services.length, view.size, reader.positions(asked.services))
      return [figures.using(), ...Array.from(sets, (set) => whole.using(...set))]
    }
    default: {
      const never: never = view
      throw new Error(`unknown view ${String(never)}`)
    }
  }
}
