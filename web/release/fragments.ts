import { graphql } from '../generated/gql.ts'

/** The selection that an answer is about, normalised by the server. */
export const SELECTION_PARTS = graphql(`
  fragment SelectionParts on SelectionValue {
    ageGroups
    sexes
    municipalities
    centres
    cohort
    services
  }
`)

/** What `CoverageLine` says. */
export const COVERAGE_PARTS = graphql(`
  fragment CoverageParts on Coverage {
    shown
    of
    widening {
      gain
      selection {
        ...SelectionParts
      }
    }
  }
`)

/** What was audited of a release, and what the attacker got. */
export const CERTIFICATE_PARTS = graphql(`
  fragment CertificateParts on Certificate {
    programVersion
    stage
    tableHash
    tables
    cells
    published
    withheld
    families {
      kind
      audited
      of
    }
    narrowestInterval
    proven
  }
`)

/** A release's figure of an indicator, with its changes. */
export const POINT_PARTS = graphql(`
  fragment PointParts on SeriesPoint {
    release {
      id
      dataDate
      current
    }
    clients {
      count
      atLeast
    }
    of {
      count
      atLeast
    }
    share
    perThousand
    sincePrevious
    sinceYear
    residents {
      on
      source
    }
    breaks {
      reason
      codes
    }
  }
`)
