import { graphql } from '../generated/gql.ts'
import { question } from '../release/question.ts'
import { type Selection, toInput } from '../selection/selection.ts'

/** Use of every service by all clients of a selection and by its heavy users, and the gap between the two shares. */
export const OVERVIEW = graphql(`
  query Overview($all: Selection, $heavy: Selection, $release: ID) {
    all: overview(selection: $all, release: $release) {
      ...OverviewParts
    }
    heavy: overview(selection: $heavy, release: $release) {
      ...OverviewParts
    }
    gaps: overviewDifference(a: $all, b: $heavy, release: $release, releaseB: $release) {
      service {
        code
      }
      share
    }
  }

  fragment OverviewParts on Overview {
    selection {
      ...SelectionParts
    }
    clients {
      count
      atLeast
    }
    services {
      service {
        code
      }
      clients {
        count
        atLeast
      }
      share
    }
    coverage(heavyInService: false, beside: true) {
      ...CoverageParts
    }
  }
`)

/** The overview of a selection, whatever its cohort: both are drawn. */
export const overviewQuestion = (selection: Selection) =>
  question(OVERVIEW, {
    all: toInput({ ...selection, cohort: 'ALL' }),
    heavy: toInput({ ...selection, cohort: 'HEAVY' }),
    release: selection.release,
  })
