import { ApolloLink } from '@apollo/client'
import { concatMap, finalize, NEVER, of, tap } from 'rxjs'

interface Happenings {
  /** Questions were answered before it was known which release they meant; all of their answers have come. */
  readonly doubted: (meant: string) => void
  /** The meant release is served no more. */
  readonly withdrawn: () => void
}

/** The variables that name a release; null means the current one. */
const NAMING = ['release', 'releaseB'] as const

/**
 * What a question means that names no release: the one whose catalogue came first, for as long as the page is open. The server
 * would answer from the one that is current then, and figures of a new release would stand under the name of an old one. Questions
 * that are asked beside the catalogue are sent as they are, and doubted until somebody has looked.
 */
export function meantRelease({ doubted, withdrawn }: Happenings): ApolloLink {
  let meant: string | null = null
  let underWay = 0
  let doubtful = false
  const settle = () => {
    if (meant === null || underWay > 0 || !doubtful) return
    doubtful = false
    doubted(meant)
  }
  return new ApolloLink((operation, forward) => {
    const asked = NAMING.filter((name) => operation.variables[name] !== undefined)
    const unnamed = asked.filter((name) => operation.variables[name] === null)
    if (unnamed.length === 0) return forward(operation)
    if (meant !== null) {
      const alone = unnamed.length === asked.length
      operation.variables = { ...operation.variables, ...Object.fromEntries(unnamed.map((name) => [name, meant])) }
      return forward(operation).pipe(
        concatMap((answer) => {
          // Where the question names another release too, it is that one that is missing, as far as anybody knows.
          if (!alone || !answer.errors?.some(({ extensions }) => extensions?.code === 'RELEASE_NOT_FOUND')) return of(answer)
          withdrawn()
          return NEVER
        }),
      )
    }
    const catalogue = operation.operationName === 'Release'
    if (!catalogue) doubtful = true
    underWay += 1
    return forward(operation).pipe(
      tap(({ data }) => {
        if (catalogue) meant ??= data?.release?.id ?? null
      }),
      finalize(() => {
        underWay -= 1
        settle()
      }),
    )
  })
}
