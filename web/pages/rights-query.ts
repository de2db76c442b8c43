import { graphql } from '../generated/gql.ts'

export const RIGHTS = graphql(`
  query Rights {
    accounts {
      id
      name
    }
    sessions {
      id
      account
      name
      agent
      createdAt
      usedAt
      current
    }
    grants {
      id
      subjectKind
      subject
      grant {
        role
        ages
        municipalities
        services
        until
      }
      givenBy
      givenAt
      endedAt
    }
    roleMapping {
      claim
      grants {
        value
        grant {
          role
          ages
          municipalities
          services
          until
        }
      }
    }
    apiTokens {
      id
      name
      grants {
        role
        ages
        municipalities
        services
        until
      }
      createdAt
      usedAt
      expiresAt
      endedAt
    }
  }
`)

export const END_SESSION = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id)
  }
`)

export const GIVE_GRANT = graphql(`
  mutation GiveGrant($subjectKind: GrantSubjectKind!, $subject: String!, $grant: RoleWithLimits!, $until: DateTime) {
    giveGrant(subjectKind: $subjectKind, subject: $subject, grant: $grant, until: $until)
  }
`)

export const END_GRANT = graphql(`
  mutation EndGrant($id: ID!) {
    endGrant(id: $id)
  }
`)

export const CREATE_TOKEN = graphql(`
  mutation CreateApiToken($name: String!, $grants: [RoleWithLimits!]!, $expiresAt: DateTime!) {
    createApiToken(name: $name, grants: $grants, expiresAt: $expiresAt) {
      id
      text
    }
  }
`)

export const END_TOKEN = graphql(`
  mutation EndApiToken($id: ID!) {
    endApiToken(id: $id)
  }
`)
