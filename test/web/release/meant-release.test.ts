import { ApolloClient, ApolloLink, Observable } from '@apollo/client'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { AnswerCache } from '../../../web/answer-cache.ts'
import { meantRelease } from '../../../web/release/meant-release.ts'

const CATALOGUE = parse('query Release($release: ID) { release(id: $release) { id } }')
const FIGURES = parse('query Figures($age: String, $release: ID, $releaseB: ID) { figures(age: $age, release: $release, b: $releaseB) }')
const TAKEN = parse('mutation Taken($release: ID) { taken(release: $release) }')

/** A client of a server whose answers come when they are let go: each names the release that it is of. */
function client({ current, withdrawn = [] }: { current: string; withdrawn?: string[] }) {
  const server = { current, withdrawn }
  const sent: string[] = []
  const told: string[] = []
  const held: (() => void)[] = []
  const link = new ApolloLink(
    ({ operationName, variables }) =>
      new Observable((observer) => {
        const { release, releaseB } = variables
        sent.push([operationName, ...[release, releaseB].filter((name) => name !== undefined)].join(' '))
        const of = release ?? server.current
        held.push(() => {
          if (server.withdrawn.includes(of) || server.withdrawn.includes(releaseB)) {
            observer.next({ data: null, errors: [{ message: 'There is no such release.', extensions: { code: 'RELEASE_NOT_FOUND' } }] })
          } else observer.next({ data: { release: { id: of }, figures: of, taken: of } })
          observer.complete()
        })
      }),
  )
  const meant = meantRelease({ doubted: (id) => told.push(`doubted ${id}`), withdrawn: () => told.push('withdrawn') })
  const apollo = new ApolloClient({ link: meant.concat(link), cache: new AnswerCache() })
  const answer = async () => {
    for (const one of held.splice(0)) one()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { apollo, server, sent, told, answer }
}

describe('a question that names no release', () => {
  it('is about the one whose catalogue came first, whatever has become current since', async () => {
    const { apollo, server, sent, answer } = client({ current: 'a' })
    void apollo.query({ query: CATALOGUE, variables: { release: null } })
    await answer()
    server.current = 'b'
    const figures = apollo.query({ query: FIGURES, variables: { age: '80+', release: null, releaseB: null } })
    const taken = apollo.mutate({ mutation: TAKEN, variables: { release: null } })
    await answer()
    expect([(await figures).data, (await taken).data]).toMatchObject([{ figures: 'a' }, { taken: 'a' }])
    expect(sent.slice(1).sort()).toEqual(['Figures a a', 'Taken a'])
  })

  it('that was asked beside the catalogue is sent at once and once, and doubted when both answers are there', async () => {
    const { apollo, sent, told, answer } = client({ current: 'a' })
    const variables = { age: '80+', release: null }
    void apollo.query({ query: FIGURES, variables })
    void apollo.query({ query: CATALOGUE, variables: { release: null } })
    expect(sent).toEqual(['Figures ', 'Release '])
    expect(told).toEqual([])
    await answer()
    expect(told).toEqual(['doubted a'])
    await apollo.query({ query: FIGURES, variables })
    expect(sent.length).toBe(2)
  })

  it('is not doubted where it was asked after the catalogue', async () => {
    const { apollo, told, answer } = client({ current: 'a' })
    void apollo.query({ query: CATALOGUE, variables: { release: null } })
    await answer()
    void apollo.query({ query: FIGURES, variables: { release: null } })
    await answer()
    expect(told).toEqual([])
  })

  it('of one of its two releases is refused as before where the other is not there', async () => {
    const { apollo, told, answer } = client({ current: 'a', withdrawn: ['c'] })
    void apollo.query({ query: CATALOGUE, variables: { release: null } })
    await answer()
    const refused = expect(apollo.query({ query: FIGURES, variables: { release: null, releaseB: 'c' } })).rejects.toThrow('no such release')
    await answer()
    await refused
    expect(told).toEqual([])
  })

  it('tells where its release is served no more, in place of an error', async () => {
    const { apollo, server, told, answer } = client({ current: 'a' })
    void apollo.query({ query: CATALOGUE, variables: { release: null } })
    await answer()
    server.withdrawn.push('a')
    let ended = false
    const ends = () => {
      ended = true
    }
    apollo.query({ query: FIGURES, variables: { release: null } }).then(ends, ends)
    await answer()
    expect([told, ended]).toEqual([['withdrawn'], false])
  })
})

it('a question that names its release is left as it is, and its refusal too', async () => {
  const { apollo, sent, told, answer } = client({ current: 'a', withdrawn: ['c'] })
  const figures = apollo.query({ query: FIGURES, variables: { release: 'c' } })
  void apollo.query({ query: CATALOGUE, variables: { release: 'b' } })
  const refused = expect(figures).rejects.toThrow('There is no such release.')
  await answer()
  await refused
  void apollo.query({ query: FIGURES, variables: { release: null } })
  expect([sent, told]).toEqual([['Figures c', 'Release b', 'Figures '], []])
})
