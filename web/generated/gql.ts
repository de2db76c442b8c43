/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Release($release: ID, $locale: Locale!) {\n    release(id: $release) {\n      id\n      current\n      demo\n      name(locale: $locale)\n      dataDate\n      windowFrom\n      publishedAt\n      contentHash\n      policy {\n        kind\n        threshold\n      }\n      rules {\n        topShare\n        socialServices\n        socialTasks\n      }\n      serviceTasks {\n        slug\n        name(locale: $locale)\n      }\n      services {\n        code\n        slug\n        sector\n        task {\n          slug\n        }\n        name(locale: $locale)\n        shortName(locale: $locale)\n        useRule\n        useThreshold\n        heavyRule\n        heavyThreshold\n      }\n      municipalities {\n        code\n        name(locale: $locale)\n      }\n      centres {\n        code\n        name(locale: $locale)\n        municipality {\n          code\n        }\n      }\n    }\n    releases {\n      id\n      current\n      dataDate\n      publishedAt\n    }\n  }\n": typeof types.ReleaseDocument,
};
const documents: Documents = {
    "\n  query Release($release: ID, $locale: Locale!) {\n    release(id: $release) {\n      id\n      current\n      demo\n      name(locale: $locale)\n      dataDate\n      windowFrom\n      publishedAt\n      contentHash\n      policy {\n        kind\n        threshold\n      }\n      rules {\n        topShare\n        socialServices\n        socialTasks\n      }\n      serviceTasks {\n        slug\n        name(locale: $locale)\n      }\n      services {\n        code\n        slug\n        sector\n        task {\n          slug\n        }\n        name(locale: $locale)\n        shortName(locale: $locale)\n        useRule\n        useThreshold\n        heavyRule\n        heavyThreshold\n      }\n      municipalities {\n        code\n        name(locale: $locale)\n      }\n      centres {\n        code\n        name(locale: $locale)\n        municipality {\n          code\n        }\n      }\n    }\n    releases {\n      id\n      current\n      dataDate\n      publishedAt\n    }\n  }\n": types.ReleaseDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Release($release: ID, $locale: Locale!) {\n    release(id: $release) {\n      id\n      current\n      demo\n      name(locale: $locale)\n      dataDate\n      windowFrom\n      publishedAt\n      contentHash\n      policy {\n        kind\n        threshold\n      }\n      rules {\n        topShare\n        socialServices\n        socialTasks\n      }\n      serviceTasks {\n        slug\n        name(locale: $locale)\n      }\n      services {\n        code\n        slug\n        sector\n        task {\n          slug\n        }\n        name(locale: $locale)\n        shortName(locale: $locale)\n        useRule\n        useThreshold\n        heavyRule\n        heavyThreshold\n      }\n      municipalities {\n        code\n        name(locale: $locale)\n      }\n      centres {\n        code\n        name(locale: $locale)\n        municipality {\n          code\n        }\n      }\n    }\n    releases {\n      id\n      current\n      dataDate\n      publishedAt\n    }\n  }\n"): (typeof documents)["\n  query Release($release: ID, $locale: Locale!) {\n    release(id: $release) {\n      id\n      current\n      demo\n      name(locale: $locale)\n      dataDate\n      windowFrom\n      publishedAt\n      contentHash\n      policy {\n        kind\n        threshold\n      }\n      rules {\n        topShare\n        socialServices\n        socialTasks\n      }\n      serviceTasks {\n        slug\n        name(locale: $locale)\n      }\n      services {\n        code\n        slug\n        sector\n        task {\n          slug\n        }\n        name(locale: $locale)\n        shortName(locale: $locale)\n        useRule\n        useThreshold\n        heavyRule\n        heavyThreshold\n      }\n      municipalities {\n        code\n        name(locale: $locale)\n      }\n      centres {\n        code\n        name(locale: $locale)\n        municipality {\n          code\n        }\n      }\n    }\n    releases {\n      id\n      current\n      dataDate\n      publishedAt\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;