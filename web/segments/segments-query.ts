/** What the segments ask of the server. */
import { graphql } from '../generated/gql.ts'

export const WORKROOM = graphql(`
  query SegmentWorkroom {
    segmentWriter { name choosesName scopes }
    evaluationBudget { scope left of schemesLeft schemesOf }
    adoptedSchemes { id draft version scope adoptedAt adoptedBy content { title { fi sv en } segments { key name { fi sv en } } } }
    segmentDrafts {
      id
      scope
      createdAt
      createdBy
      closedAt
      version { number savedAt savedBy content { title { fi sv en } segments { key name { fi sv en } } } }
    }
  }
`)

export const READY = graphql(`
  query ReadySchemes {
    readySchemes { key scope content { title { fi sv en } purpose { fi sv en } segments { key name { fi sv en } } } }
  }
`)

export const DRAFT = graphql(`
  query SegmentDraftOf($id: ID!, $version: ID, $locale: Locale!) {
    segmentDraft(id: $id) {
      id
      scope
      createdAt
      createdBy
      closedAt
      version(number: $version) {
        number
        savedAt
        savedBy
        content {
          title { fi sv en }
          purpose { fi sv en }
          segments {
            key
            name { fi sv en }
            proxy { fi sv en }
            rule { kind services of least most ages sexes }
            sentence(locale: $locale)
            card { channels valueMode tags texts { field level organisation text { fi sv en } } }
          }
        }
        sizes { state sizes { size low high } }
      }
      versions { number savedAt savedBy note changes { kind segment } content { segments { key name { fi sv en } } } }
      comments { id version segment text at by settledBy }
      votes { version by choice at }
      decisions { id version kind text at by }
      adopted { id version adoptedAt adoptedBy replacedAt }
    }
  }
`)

export const CHECK = graphql(`
  query CheckSegments($scope: SchemeScope!, $rules: [SegmentRuleInput!]!, $locale: Locale!) {
    checkSegments(scope: $scope, rules: $rules, locale: $locale) {
      rules { sentence problem }
      findings { kind at by }
    }
  }
`)

export const DIFFERENCES = graphql(`
  query SchemeDifferences($from: ID!, $to: ID!) {
    schemeDifferences(fromDraft: $from, toDraft: $to) { kind segment }
  }
`)

export const CREATE = graphql(`
  mutation CreateSegmentDraft($ready: ID, $draft: ID, $version: ID, $blank: BlankDraftInput, $as: String) {
    createSegmentDraft(ready: $ready, draft: $draft, version: $version, blank: $blank, as: $as) { id }
  }
`)
export const SAVE = graphql(`
  mutation SaveSegmentVersion($draft: ID!, $base: ID!, $content: SchemeContentInput!, $note: String, $as: String) {
    saveSegmentVersion(draft: $draft, base: $base, content: $content, note: $note, as: $as) { id version { number } }
  }
`)
export const EVALUATE = graphql(`
  mutation EvaluateSegments($draft: ID!, $version: ID!, $as: String) {
    evaluateSegments(draft: $draft, version: $version, as: $as) { id }
  }
`)
export const COMMENT = graphql(`
  mutation CommentOnSegments($draft: ID!, $version: ID!, $segment: ID, $text: String!, $as: String) {
    commentOnSegments(draft: $draft, version: $version, segment: $segment, text: $text, as: $as) { id }
  }
`)
export const SETTLE = graphql(`
  mutation SettleSegmentComment($comment: ID!, $as: String) {
    settleSegmentComment(comment: $comment, as: $as) { id }
  }
`)
export const VOTE = graphql(`
  mutation VoteOnSegments($draft: ID!, $version: ID!, $choice: VoteChoice!, $as: String) {
    voteOnSegments(draft: $draft, version: $version, choice: $choice, as: $as) { id }
  }
`)
export const DECIDE = graphql(`
  mutation RecordDecision($draft: ID!, $version: ID!, $kind: NoteKind!, $text: String!, $as: String) {
    recordDecision(draft: $draft, version: $version, kind: $kind, text: $text, as: $as) { id }
  }
`)
export const ADOPT = graphql(`
  mutation AdoptSegments($draft: ID!, $version: ID!, $text: String, $as: String) {
    adoptSegments(draft: $draft, version: $version, text: $text, as: $as) { id }
  }
`)
export const CLOSE = graphql(`
  mutation CloseSegmentDraft($draft: ID!, $as: String) {
    closeSegmentDraft(draft: $draft, as: $as) { id }
  }
`)
