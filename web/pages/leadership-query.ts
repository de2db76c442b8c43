import { graphql } from '../generated/gql.ts'

/** An indicator release by release, whole and by place, and who its clients are. */
export const LEADERSHIP = graphql(`
  query Leadership($indicator: ID!, $selection: Selection, $release: ID, $locale: Locale!) {
    indicators(release: $release) {
      key
      topics
    }
    series(indicator: $indicator, selection: $selection, release: $release) {
      indicator {
        key
        topics
        services
      }
      selection {
        ...SelectionParts
      }
      sinceFirst
      coverage(by: [MUNICIPALITY, CENTRE], profile: true) {
        ...CoverageParts
      }
      points {
        ...PointParts
      }
      municipalities: parts(by: MUNICIPALITY) {
        code
        points {
          ...PointParts
        }
      }
      centres: parts(by: CENTRE) {
        code
        points {
          ...PointParts
        }
      }
    }
    indicatorProfile(indicator: $indicator, selection: $selection, release: $release) {
      groups {
        ageGroup
        sex
        clients {
          count
          atLeast
        }
        share
      }
      services {
        service {
          code
          sector
          name(locale: $locale)
          shortName(locale: $locale)
        }
        clients {
          count
          atLeast
        }
        share
        shareOfAll
      }
    }
  }
`)

/** What people have written beside an indicator; asked anew whenever a page opens. */
export const FOLLOWED = graphql(`
  query Followed($indicator: ID!) {
    mayFollow
    pendingQuarters
    targets(indicator: $indicator) {
      id
      municipality
      ageGroup
      unit
      direction
      value
      due
      owner
      setBy
      setAt
      reached
    }
    annotations(indicator: $indicator) {
      id
      kind
      on
      text
      indicator
      municipality
      madeBy
    }
  }
`)
