import { graphql } from '../generated/gql.ts'

/** A segment release by release, whole and in the parts of one dimension. */
export const SEGMENT_SERIES = graphql(`
  query SegmentOverTime($scheme: ID!, $segment: ID, $release: ID, $by: SegmentPartDimension!) {
    segmentSeries(scheme: $scheme, segment: $segment, release: $release) {
      indicator
      mayCount
      points { ...SegmentPointParts }
      parts(by: $by) { code points { ...SegmentPointParts } }
    }
  }
  fragment SegmentPointParts on SegmentPoint {
    release
    dataDate
    state
    version
    clients { size low high }
    share { value low high }
    residents { on source }
    perThousand { value low high }
    change { value low high }
    breaks { reason codes }
  }
`)

export const COUNT_EARLIER = graphql(`
  mutation CountEarlierReleases($scheme: ID!, $segment: ID, $as: String) {
    countEarlierReleases(scheme: $scheme, segment: $segment, as: $as) { mayCount }
  }
`)

export const VAULT_ANSWERS = graphql(`
  query VaultAnswers { vaultAnswers }
`)
