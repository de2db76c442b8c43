import { graphql } from '../generated/gql.ts'

/** An indicator release by release, whole and in the parts of one dimension. */
export const SERIES = graphql(`
  query Series($indicator: ID!, $selection: Selection, $release: ID, $by: PartDimension!) {
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
      coverage(by: [$by]) {
        ...CoverageParts
      }
      points {
        ...PointParts
      }
      parts(by: $by) {
        code
        points {
          ...PointParts
        }
      }
    }
  }
`)

export const SET_TARGET = graphql(`
  mutation SetTarget($target: TargetInput!) {
    setTarget(target: $target) {
      id
    }
  }
`)

export const REMOVE_TARGET = graphql(`
  mutation RemoveTarget($id: ID!) {
    removeTarget(id: $id)
  }
`)

export const ANNOTATE = graphql(`
  mutation Annotate($annotation: AnnotationInput!) {
    annotate(annotation: $annotation) {
      id
    }
  }
`)

export const REMOVE_ANNOTATION = graphql(`
  mutation RemoveAnnotation($id: ID!) {
    removeAnnotation(id: $id)
  }
`)
