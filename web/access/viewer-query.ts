import { graphql } from '../generated/gql.ts'

/** Who asks and what they may see. */
export const VIEWER = graphql(`
  query Viewer {
    viewer {
      kind
      mode
      id
      name
      grants {
        role
        ages
        municipalities
        services
        until
      }
      fields
      ages
      municipalities
      services
      mayExport
    }
  }
`)

/** Whether figures of a release may be taken out. */
export const MAY_EXPORT = graphql(`
  query MayExport($release: ID) {
    viewer {
      id
      mayExport(release: $release)
    }
  }
`)

/** Asks leave for an export and writes it down. */
export const RECORD_EXPORT = graphql(`
  mutation RecordExport($view: ExportedView!, $format: ExportFormat!, $selection: Selection, $release: ID) {
    recordExport(view: $view, format: $format, selection: $selection, release: $release)
  }
`)
