import { ApolloClient, ApolloLink, Observable } from '@apollo/client'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { AnswerCache } from '../../web/answer-cache.ts'

const OVERVIEW = parse('query Overview($age: String) { clients(age: $age) }')
const MATRIX = parse('query Matrix($age: String) { clients(age: $age) }')

/** A client whose server answers with the number of the request. */
function client() {
  let asked = 0
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        asked += 1
        observer.next({ data: { clients: asked } })
        observer.complete()
      }),
  )
  return { apollo: new ApolloClient({ link, cache: new AnswerCache() }), asked: () => asked }
}

test('an answer is fetched once and given as it came', async () => {
  const { apollo, asked } = client()
  const first = await apollo.query({ query: OVERVIEW, variables: { age: '80+' } })
  const second = await apollo.query({ query: OVERVIEW, variables: { age: '80+' } })
  expect(first.data).toEqual({ clients: 1 })
  expect(second.data).toBe(first.data)
  expect(asked()).toBe(1)
})

test('other variables and other operations are other questions; the order of variables is none', async () => {
  const { apollo, asked } = client()
  await apollo.query({ query: OVERVIEW, variables: { age: '80+' } })
  await apollo.query({ query: OVERVIEW, variables: { age: '65+' } })
  await apollo.query({ query: MATRIX, variables: { age: '80+' } })
  expect(asked()).toBe(3)
  await apollo.query({ query: OVERVIEW, variables: { age: '80+', sex: null } })
  await apollo.query({ query: OVERVIEW, variables: { sex: null, age: '80+' } })
  expect(asked()).toBe(4)
})

test('who watches a question hears of its new answer, and of no other', async () => {
  const { apollo } = client()
  const heard: unknown[] = []
  const watched = apollo.watchQuery({ query: OVERVIEW, variables: { age: '80+' } })
  const subscription = watched.subscribe(({ data }) => data && heard.push(data))
  await expect.poll(() => heard).toEqual([{ clients: 1 }])
  await apollo.query({ query: MATRIX, variables: { age: '80+' } })
  await apollo.query({ query: OVERVIEW, variables: { age: '80+' }, fetchPolicy: 'network-only' })
  await expect.poll(() => heard).toEqual([{ clients: 1 }, { clients: 3 }])
  await watched.refetch()
  await expect.poll(() => heard.at(-1)).toEqual({ clients: 4 })
  subscription.unsubscribe()
})

test('after a reset everything is asked anew', async () => {
  const { apollo, asked } = client()
  await apollo.query({ query: OVERVIEW, variables: { age: '80+' } })
  await apollo.clearStore()
  await apollo.query({ query: OVERVIEW, variables: { age: '80+' } })
  expect(asked()).toBe(2)
})

test('of some hundreds of answers the least lately used go first, never one that is watched', async () => {
  const { apollo, asked } = client()
  const ask = (age: string) => apollo.query({ query: OVERVIEW, variables: { age } })
  const heard: unknown[] = []
  const subscription = apollo
    .watchQuery({ query: OVERVIEW, variables: { age: 'watched' } })
    .subscribe(({ data }) => data && heard.push(data))
  await expect.poll(() => heard.length).toBe(1)
  await ask('old')
  await ask('used')
  for (let age = 0; age < 298; age++) {
    await ask(`${age}`)
    if (age % 50 === 0) await ask('used')
  }
  expect(asked()).toBe(301)
  for (const kept of ['watched', 'used', '297', '0']) await ask(kept)
  expect(asked()).toBe(301)
  await ask('old')
  expect(asked()).toBe(302)
  subscription.unsubscribe()
})
