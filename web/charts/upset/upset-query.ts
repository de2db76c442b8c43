import { graphql } from '../../generated/gql.ts'

/** Inclusive combinations with the services they are made of and all clients of the selection. */
export const COMBINATIONS = graphql(`
  query Combinations($selection: Selection, $whole: Selection, $release: ID, $size: Int!, $order: CombinationOrder!) {
    overview(selection: $selection, release: $release) {
      selection { ageGroups sexes municipalities centres cohort services }
      clients { count atLeast }
    }
    whole: overview(selection: $whole, release: $release) {
      services {
        service { code }
        clients { count atLeast }
      }
    }
    combinations(size: $size, selection: $selection, first: 40, order: $order, release: $release) {
      services { code }
      clients { count atLeast }
      lift
    }
    combinationsCoverage(size: $size, selection: $selection, release: $release) {
      shown
      of
      widening { selection { ageGroups sexes municipalities centres cohort services } gain }
    }
  }
`)
