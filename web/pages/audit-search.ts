import { useSearchParams } from 'react-router'
import type { AuditEventKind, AuditSearch } from '../generated/graphql.ts'

export const KINDS = [
  ...([
    'QUERY',
    'EXPORT',
    'SIGN_IN',
    'SIGN_OUT',
    'GRANT',
    'TOKEN',
    'SESSION',
    'IMPORT',
    'RELEASE',
    'CATALOGUE',
    'FOLLOWING',
    'SEGMENTS',
    'AUDIT',
    'PATTERN',
  ] as const),
] satisfies readonly AuditEventKind[]

/** What the auditor looks for; it stands in the address. */
export interface Search {
  /** Days of the reader's own time zone, YYYY-MM-DD; empty: without. */
  readonly from: string
  readonly to: string
  readonly kind: AuditEventKind | null
  readonly refused: boolean
  readonly actor: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function parseSearch(params: URLSearchParams): Search {
  const day = (name: string) => (DAY.test(params.get(name) ?? '') ? (params.get(name) ?? '') : '')
  return {
    ...{ from: day('from'), to: day('to'), actor: params.get('actor') ?? '' },
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? null,
    refused: params.get('refused') === 'only',
  }
}

/** As the server takes it. */
export function searchInput({ from, to, kind, refused, actor }: Search): AuditSearch {
  return {
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(to ? { to: dayAfter(to).toISOString() } : {}),
    ...(kind ? { kinds: [kind] } : {}),
    ...(refused ? { outcomes: ['REFUSED', 'FAILED'] as const } : {}),
    ...(actor ? { actor } : {}),
  }
}

/** The beginning of the day after in the reader's own time zone, however many hours that day has. */
function dayAfter(day: string): Date {
  const at = new Date(`${day}T00:00:00`)
  at.setDate(at.getDate() + 1)
  return at
}

export function useAuditSearch(): readonly [Search, (change: Partial<Search>) => void] {
  const [params, setParams] = useSearchParams()
  const search = parseSearch(params)
  const update = (change: Partial<Search>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        const { from, to, kind, refused, actor } = { ...parseSearch(now), ...change }
        const values = { from, to, actor, kind: kind ?? '', refused: refused ? 'only' : '' }
        for (const [name, value] of Object.entries(values)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [search, update]
}
