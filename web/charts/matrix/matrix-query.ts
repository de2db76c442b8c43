import { graphql } from '../../generated/gql.ts'
import { question } from '../../release/question.ts'
import { type Selection, toInput } from '../../selection/selection.ts'

/** One matrix with its three orders, so that a reorder asks nobody. */
export const USAGE_MATRIX = graphql(`
  query UsageMatrix($selection: Selection, $release: ID) {
    usageMatrix(selection: $selection, release: $release) {
      selection { ageGroups sexes municipalities centres cohort services }
      clients { count atLeast }
      services { code }
      counts
      atLeast
      lifts
      rowShares
      sector: order(by: SECTOR)
      size: order(by: SIZE)
      similarity: order(by: SIMILARITY)
      blocks
      coverage {
        shown
        of
        widening {
          selection { ageGroups sexes municipalities centres cohort services }
          gain
        }
      }
    }
  }
`)

/** The matrices of the four age groups under the rest of the selection, for the small multiples. */
export const MATRIX_AGES = graphql(`
  query MatrixAges($children: Selection, $adults: Selection, $older: Selection, $oldest: Selection, $release: ID) {
    children: usageMatrix(selection: $children, release: $release) { clients { count atLeast } services { code } counts atLeast lifts rowShares }
    adults: usageMatrix(selection: $adults, release: $release) { clients { count atLeast } services { code } counts atLeast lifts rowShares }
    older: usageMatrix(selection: $older, release: $release) { clients { count atLeast } services { code } counts atLeast lifts rowShares }
    oldest: usageMatrix(selection: $oldest, release: $release) { clients { count atLeast } services { code } counts atLeast lifts rowShares }
  }
`)

/** The pairs with most clients, the strongest and the weakest, for the lists under the matrix. */
export const PAIR_LISTS = graphql(`
  query PairLists($selection: Selection, $release: ID) {
    most: combinations(size: 2, selection: $selection, first: 6, order: CLIENTS, release: $release) {
      services { code }
      clients { count atLeast }
      lift
    }
    strongest: combinations(size: 2, selection: $selection, first: 6, order: LIFT, release: $release) {
      services { code }
      clients { count atLeast }
      lift
    }
    weakest: combinations(size: 2, selection: $selection, first: 6, order: LOWEST_LIFT, release: $release) {
      services { code }
      clients { count atLeast }
      lift
    }
  }
`)

/** The matrix of a selection. */
export const matrixQuestion = (selection: Selection) =>
  question(USAGE_MATRIX, { selection: toInput(selection), release: selection.release })
