import { graphql } from '../generated/gql.ts'

export const MY_SESSIONS = graphql(`
  query MySessions {
    mySessions {
      id
      agent
      createdAt
      usedAt
      expiresAt
      current
    }
  }
`)

export const END_MY_SESSION = graphql(`
  mutation EndMySession($id: ID!) {
    endMySession(id: $id)
  }
`)
