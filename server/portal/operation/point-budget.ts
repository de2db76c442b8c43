/** How much work a caller may have made in a minute, in points of complexity. */
import type { ApolloServerPlugin } from '@apollo/server'
import { complexityFromQuery } from '@pothos/plugin-complexity'
import { GraphQLError } from 'graphql'
import type { RequestContext } from '../schema/context.ts'

export interface PointBudget {
  /** Takes the points from the caller's minute; whether they were left. What does not fit is not taken. */
  spend(caller: string, points: number): boolean
}

/** Budgets that begin anew every minute, for everybody at once. `now` in milliseconds. */
export function pointBudget(perMinute: number, now: () => number = Date.now): PointBudget {
  let minute = -1
  const spent = new Map<string, number>()
  return {
    spend(caller, points) {
      const current = Math.floor(now() / 60_000)
      if (current !== minute) {
        minute = current
        spent.clear()
      }
      const total = (spent.get(caller) ?? 0) + points
      if (total > perMinute) return false
      spent.set(caller, total)
      return true
    },
  }
}

/** Charges each answer that is made to its viewer. Kept answers cost nothing: they make no work. */
export function chargesPoints(budget: PointBudget): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, request, contextValue }) {
          if (!budget.spend(contextValue.viewer.id, pointsOf())) {
            throw new GraphQLError('Too much was asked in a minute. Try again in a moment.', {
              extensions: { code: 'RATE_LIMITED', http: { status: 429 } },
            })
          }
          function pointsOf(): number {
            try {
              return complexityFromQuery(document, { schema, variables: request.variables ?? {}, ctx: contextValue }).complexity
            } catch {
              return 1 // variables that do not fit: execution refuses them before it does any work
            }
          }
        },
      }
    },
  }
}
