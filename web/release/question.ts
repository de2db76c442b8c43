import type { ApolloClient, OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'

/** A document with its variables. */
export interface Question<T, V extends OperationVariables> {
  readonly document: TypedDocumentNode<T, V>
  readonly variables: V
}

/** Checks that the variables are the document's. */
export const question = <T, V extends OperationVariables>(document: TypedDocumentNode<T, V>, variables: V): Question<T, V> => ({
  document,
  variables,
})

/** Fetches the answer, so that whoever asks later has it at once. A refusal is theirs to show. */
export async function askAhead<T, V extends OperationVariables>(
  client: ApolloClient,
  { document, variables }: Question<T, V>,
): Promise<void> {
  await client.query<T, OperationVariables>({ query: document, variables }).catch(() => undefined)
}
