/** What the audit log keeps of one resolved field of figures. */
import type { Look, LookedSelection } from '../audit/look.ts'
import { needOf, tallyOf, type View } from '../release/coverage.ts'
import { ReleaseReader } from '../release/reader.ts'
import { unseal } from '../release/sealed.ts'
import { AGE_GROUPS, type AskedSelection, SEX_VALUES } from '../release/selection.ts'
import type { RequestContext } from './context.ts'
import { PortalError } from './errors.ts'

/** A look that was answered. */
export function lookAt(view: string, args: object, value: unknown, context: RequestContext): Look {
  const answer = isViewAnswer(value) ? value : null
  const tally = answer === null ? null : tallyOf(answer.reader, answer.view, answer.selection)
  const shown = tally === null ? null : unseal('FigureCount', tally.shown)
  return {
    ...asked(view, args, context, answer?.reader ?? null),
    shown: shown ?? (Array.isArray(value) ? value.length : null),
    withheld: tally === null || shown === null ? null : unseal('FigureCount', tally.of) - shown,
    ...{ outcome: 'ANSWERED', code: null },
  }
}

/** A look that was not. */
export function refusedLook(view: string, args: object, cause: unknown, context: RequestContext): Look {
  const code = cause instanceof PortalError ? String(cause.extensions.code) : null
  return {
    ...asked(view, args, context, null),
    ...{ shown: null, withheld: null, outcome: code === null ? 'FAILED' : 'REFUSED', code },
  }
}

function asked(
  view: string,
  args: object,
  { served, releases }: RequestContext,
  answered: ReleaseReader | null,
): Pick<Look, 'view' | 'release' | 'selections' | 'service'> {
  const reader = answered ?? served.current
  const given = new Map(Object.entries(args))
  const id = given.get('release')
  const release = answered?.release.id ?? (typeof id === 'string' ? releases.find((one) => one.id === id)?.id : releases[0]?.id)
  const service: unknown = given.get('service')
  return {
    view,
    release: release ?? null,
    service: typeof service === 'string' ? (known([service], reader?.layout.services)[0] ?? null) : null,
    selections: selectionsIn(args).map((selection) => lookedSelection(selection, reader)),
  }
}

/** The selections among a field's arguments: `selection`, or `a` and `b`; an absent one is everyone. */
function selectionsIn(args: object): readonly AskedSelection[] {
  const found = Object.entries(args).flatMap(([, value]) => (isSelection(value) ? [value] : []))
  return found.length > 0 ? found : [{}]
}

const isSelection = (value: unknown): value is AskedSelection => typeof value === 'object' && value !== null && !Array.isArray(value)

function lookedSelection(selection: AskedSelection, reader: ReleaseReader | null): LookedSelection {
  return {
    ageGroups: known(selection.ageGroups, AGE_GROUPS),
    sexes: known(selection.sexes, SEX_VALUES),
    municipalities: known(selection.municipalities, reader?.layout.municipalities),
    centres: known(selection.centres, reader?.layout.centres),
    cohort: selection.cohort === 'HEAVY' ? 'HEAVY' : 'ALL',
    services: known(selection.services, reader?.layout.services),
  }
}

const MOST = 500

/** Codes in order without doubles; what is none stands as `?`. */
const known = (codes: readonly string[] | null | undefined, all: readonly string[] | undefined): readonly string[] =>
  codes ? [...new Set(codes.slice(0, MOST).map((code) => (all?.includes(code) ? code : '?')))] : []

interface Answer {
  readonly reader: ReleaseReader
  readonly view: View
  readonly selection: Parameters<typeof tallyOf>[2]
}

const isViewAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  'reader' in value &&
  value.reader instanceof ReleaseReader &&
  'view' in value &&
  isView(value.view) &&
  'selection' in value

/** A view of another file that coverage does not know is audited without its numbers of figures. */
function isView(value: unknown): value is View {
  try {
    return needOf(value as View) !== undefined // needOf throws for every other kind
  } catch {
    return false
  }
}
