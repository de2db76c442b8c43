/** What the pages of adopted schemes ask of the server. */
import { graphql } from '../generated/gql.ts'

export const ADOPTED = graphql(`
  query AdoptedSchemes {
    adoptedSchemes { id draft version scope content { title { fi sv en } segments { key name { fi sv en } } } }
    segmentDrafts { id scope }
  }
`)

export const SEGMENTATION = graphql(`
  query Segmentation($scheme: ID!, $release: ID, $locale: Locale!) {
    segmentation(scheme: $scheme, release: $release) {
      state
      scheme {
        id
        draft
        version
        scope
        adoptedAt
        adoptedBy
        content {
          title { fi sv en }
          purpose { fi sv en }
          segments { key name { fi sv en } proxy { fi sv en } sentence(locale: $locale) }
        }
      }
      all { ...SegmentFigures }
      segments { ...SegmentFigures }
    }
  }
  fragment SegmentFigures on SegmentFigures {
    key
    clients { size low high }
    share { value low high }
    heavyUsers { size low high }
    heavyShare { value low high }
    heavyCoverage { value low high }
    marks
    groups { sex age clients { size low high } share { value low high } }
    places { municipality clients { size low high } share { value low high } }
    centres { centre clients { size low high } share { value low high } }
    bands { from to clients { size low high } share { value low high } }
    services { service clients { size low high } share { value low high } times { value low high } }
  }
`)
