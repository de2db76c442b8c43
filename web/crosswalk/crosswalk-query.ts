import { graphql } from '../generated/gql.ts'
import type { SchemeCrosswalkQuery } from '../generated/graphql.ts'

/** How two schemes of one age group meet. */
export const CROSSWALK = graphql(`
  query SchemeCrosswalk($fromDraft: ID!, $fromVersion: ID!, $toDraft: ID!, $toVersion: ID!) {
    schemeCrosswalk(fromDraft: $fromDraft, fromVersion: $fromVersion, toDraft: $toDraft, toVersion: $toVersion) {
      ...CrosswalkParts
    }
  }
  fragment CrosswalkParts on SchemeCrosswalk {
    state
    columns { key clients { size low high } }
    rows { key clients { size low high } cells { clients { size low high } share { value low high } } }
  }
`)

export type CrosswalkFigures = SchemeCrosswalkQuery['schemeCrosswalk']

export const EVALUATE_CROSSWALK = graphql(`
  mutation EvaluateCrosswalk($fromDraft: ID!, $fromVersion: ID!, $toDraft: ID!, $toVersion: ID!, $as: String) {
    evaluateCrosswalk(fromDraft: $fromDraft, fromVersion: $fromVersion, toDraft: $toDraft, toVersion: $toVersion, as: $as) { state }
  }
`)
