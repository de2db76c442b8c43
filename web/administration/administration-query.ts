import { graphql } from '../generated/gql.ts'
import type { CatalogueTablesQuery } from '../generated/graphql.ts'

export const ADMINISTRATION = graphql(`
  query Administration {
    administration {
      workerSeen
      workerHere
      hasKey
      mayUpload
      uploadMegabytes
      folders
      twoPersons
      imports {
        dataDate
        importedAt
        demo
      }
    }
  }
`)

export const ORDERS = graphql(`
  query VaultOrders {
    vaultOrders {
      id
      kind
      state
      orderedAt
      orderedBy
      finishedAt
      step
      progress
      dataDate
      folder
      invented
      stage
      policy
      file
      release
      refusal
      problems {
        file
        line
        reason
        remedy
      }
      refusedFiles {
        file
        rows
        rejected {
          reason
          share
          lines
        }
      }
      report {
        dataDate
        importedAt
        dataDateBefore
        importedAtBefore
        files {
          file
          rows
          rowsBefore
          trend
          linkage
          linkageBefore
          rejected {
            reason
            share
            lines
          }
          rejectedBefore {
            reason
            share
          }
          leftOut {
            reason
            share
          }
          leftOutBefore {
            reason
            share
          }
        }
      }
    }
  }
`)

export const ORDER_IMPORT = graphql(`
  mutation OrderImport($folder: String, $upload: ID, $dataDate: String!, $invented: Boolean!) {
    orderImport(folder: $folder, upload: $upload, dataDate: $dataDate, invented: $invented) {
      id
    }
  }
`)

export const ORDER_RELEASE = graphql(`
  mutation OrderRelease($stage: OrderedStage!, $policy: PolicyKind!, $sooner: String) {
    orderRelease(stage: $stage, policy: $policy, sooner: $sooner) {
      id
    }
  }
`)

export const CANCEL_ORDER = graphql(`
  mutation CancelOrder($id: ID!) {
    cancelOrder(id: $id)
  }
`)

export const MANAGED_RELEASES = graphql(`
  query ManagedReleases($locale: Locale!) {
    managedReleases {
      id
      dataDate
      publishedAt
      demo
      name(locale: $locale)
      contentHash
      current
      state
      mayPublish
      needsReason
      ownWork
      policy {
        kind
        threshold
      }
      certificate {
        ...CertificateParts
        soonerThan
        soonerReason
      }
      steps {
        kind
        at
        by
        note
      }
    }
  }
`)

export const PUBLISH_RELEASE = graphql(`
  mutation PublishRelease($id: ID!, $reason: String) {
    publishRelease(id: $id, reason: $reason) {
      id
      state
    }
  }
`)

export const WITHDRAW_RELEASE = graphql(`
  mutation WithdrawRelease($id: ID!, $reason: String!) {
    withdrawRelease(id: $id, reason: $reason) {
      id
      state
    }
  }
`)

export const CATALOGUE_TABLES = graphql(`
  query CatalogueTables {
    catalogueTables {
      file
      columns
      keyColumns
      rows {
        key
        values
        changed
      }
    }
    catalogueChanges {
      id
      file
      key
      at
      by
      before {
        column
        value
      }
      after {
        column
        value
      }
    }
  }
`)
/** One table of the catalogue with its rows. */
export type Table = CatalogueTablesQuery['catalogueTables'][number]

export const CHANGE_ROW = graphql(`
  mutation ChangeCatalogueRow($file: String!, $before: [ColumnValueInput!], $after: [ColumnValueInput!]) {
    orderCatalogueChange(file: $file, before: $before, after: $after)
  }
`)
