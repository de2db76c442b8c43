import { graphql } from '../generated/gql.ts'

/** The detail of one segment of an adopted scheme, and how many counts are left. */
export const SEGMENT_DETAIL = graphql(`
  query SegmentDetail($scheme: ID!, $segment: ID, $release: ID) {
    segmentDetail(scheme: $scheme, release: $release) {
      state
      mayCount
      segment(key: $segment) {
        key
        services { service clients { size low high } share { value low high } }
        pairs {
          services
          clients { size low high }
          share { value low high }
          shareOfAll { value low high }
          times { value low high }
        }
        municipalities { ...SegmentPlaceGroupParts }
        centres { ...SegmentPlaceGroupParts }
      }
    }
    evaluationBudget { scope schemesLeft schemesOf }
  }
  fragment SegmentPlaceGroupParts on SegmentPlaceGroup {
    place
    sex
    age
    clients { size low high }
    share { value low high }
  }
`)

export const COUNT_DETAIL = graphql(`
  mutation CountSegmentDetail($scheme: ID!, $as: String) {
    countSegmentDetail(scheme: $scheme, as: $as) { state }
  }
`)
