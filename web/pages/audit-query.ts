import { graphql } from '../generated/gql.ts'

export const AUDIT_EVENTS = graphql(`
  query AuditEvents($search: AuditSearch, $after: ID) {
    auditEvents(search: $search, after: $after) {
      events {
        seq
        at
        kind
        actorKind
        actorId
        actorName
        outcome
        subject
        release
        shown
        withheld
        detail
      }
      next
    }
  }
`)

export const AUDIT_SUMMARY = graphql(`
  query AuditSummary($search: AuditSearch) {
    auditSummary(search: $search) {
      events
      days {
        value
        events
        refused
      }
      subjects {
        value
        label
        events
        refused
      }
      actors {
        value
        label
        events
        refused
      }
    }
  }
`)

export const AUDIT_CHAIN = graphql(`
  query AuditChain {
    auditChain {
      whole
      seq
      hash
      reason
      events
    }
  }
`)
