/**
 * What HTTP and GraphQL take without any figures, in a process of its own; prints its port. `/graphql`: Apollo Server behind express as their
 * documentation sets them up, with a schema of one field. `/nothing`: express alone, which reads a body of JSON and answers a few bytes.
 */
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express from 'express'
import { serve } from './beside.ts'

async function main(): Promise<void> {
  const apollo = new ApolloServer({ typeDefs: 'type Query { nothing: String }', nodeEnv: 'production', stopOnTerminationSignals: false })
  await apollo.start()
  const app = express()
  app.use(express.json())
  app.use('/graphql', expressMiddleware(apollo))
  app.post('/nothing', (_, response) => void response.json([]))
  serve(app)
}

await main()
