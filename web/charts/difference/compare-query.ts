import { graphql } from '../../generated/gql.ts'

/** The services of two selections side by side. */
export const COMPARE_OVERVIEW = graphql(`
  query CompareOverview($a: Selection, $b: Selection, $release: ID, $releaseB: ID) {
    first: overview(selection: $a, release: $release) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage(heavyInService: false) { ...CoverageParts }
    }
    second: overview(selection: $b, release: $releaseB) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage(heavyInService: false) { ...CoverageParts }
    }
    differences: overviewDifference(a: $a, b: $b, release: $release, releaseB: $releaseB) {
      service { code }
      a { count atLeast }
      b { count atLeast }
      shareA
      shareB
      share
      breaks { reason codes }
    }
  }
`)

/** What else the clients of a service use, in two selections. */
export const COMPARE_SERVICE = graphql(`
  query CompareService($service: ID!, $a: Selection, $b: Selection, $release: ID, $releaseB: ID) {
    first: coUsage(service: $service, selection: $a, release: $release) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage { ...CoverageParts }
    }
    second: coUsage(service: $service, selection: $b, release: $releaseB) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage { ...CoverageParts }
    }
    differences: coUsageDifference(service: $service, a: $a, b: $b, release: $release, releaseB: $releaseB) {
      service { code }
      a { count atLeast }
      b { count atLeast }
      shareA
      shareB
      share
      breaks { reason codes }
    }
  }
`)

/** Two matrices and the difference of their row shares. */
export const COMPARE_MATRIX = graphql(`
  query CompareMatrix($a: Selection, $b: Selection, $release: ID, $releaseB: ID) {
    first: usageMatrix(selection: $a, release: $release) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage { ...CoverageParts }
      services { code }
      counts
      atLeast
      lifts
      rowShares
      sector: order(by: SECTOR)
    }
    second: usageMatrix(selection: $b, release: $releaseB) {
      selection { ...SelectionParts }
      clients { count atLeast }
      coverage { ...CoverageParts }
      services { code }
      counts
      atLeast
      lifts
      rowShares
    }
    differences: usageMatrixDifference(a: $a, b: $b, release: $release, releaseB: $releaseB)
    unlike: overviewDifference(a: $a, b: $b, release: $release, releaseB: $releaseB) {
      breaks { reason codes }
    }
  }
`)
