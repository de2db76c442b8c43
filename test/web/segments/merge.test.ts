import { describe, expect, it } from 'vitest'
import { type Content, emptySegment, NO_TEXT, type Segment } from '../../../web/segments/draft-model.ts'
import { merged } from '../../../web/segments/merge.ts'

const text = (fi: string) => ({ ...NO_TEXT, fi })
const segment = (key: string, name: string): Segment => ({ ...emptySegment([], text(name)), key })
const scheme = (...segments: Segment[]): Content => ({ title: text('Jako'), purpose: NO_TEXT, segments })
const names = ({ segments }: Content) => segments.map(({ name }) => name.fi)

const [a, b, c] = [segment('a', 'A'), segment('b', 'B'), segment('c', 'C')] as const
const base = scheme(a, b, c)

describe('two who write on top of one version', () => {
  it('keep each their own where they changed different segments', () => {
    const { content, clashes } = merged(base, scheme(a, segment('b', 'B mine'), c), scheme(segment('a', 'A theirs'), b, c))
    expect(names(content)).toEqual(['A theirs', 'B mine', 'C'])
    expect(clashes).toEqual([])
  })

  it('are told which segment both changed; mine stands', () => {
    const { content, clashes } = merged(
      base,
      scheme(a, segment('b', 'B mine'), c),
      scheme(a, segment('b', 'B theirs'), segment('c', 'C theirs')),
    )
    expect(names(content)).toEqual(['A', 'B mine', 'C theirs'])
    expect(clashes).toEqual([{ kind: 'segment', segment: segment('b', 'B mine') }])
  })

  it('clash in nothing that both changed alike', () => {
    const same = scheme(a, segment('b', 'B2'), c)
    expect(merged(base, same, same)).toEqual({ content: same, clashes: [] })
  })

  it('keep new segments of both, even under one key', () => {
    const { content, clashes } = merged(base, scheme(a, b, c, segment('s4', 'mine')), scheme(a, b, c, segment('s4', 'theirs')))
    expect(names(content)).toEqual(['A', 'B', 'C', 'theirs', 'mine'])
    expect(new Set(content.segments.map(({ key }) => key)).size).toBe(5)
    expect(clashes).toEqual([])
  })

  it('lose a segment that one removed and the other left as it was', () => {
    expect(names(merged(base, scheme(a, c), base).content)).toEqual(['A', 'C'])
    expect(names(merged(base, base, scheme(a, c)).content)).toEqual(['A', 'C'])
  })

  it('are told where one removed what the other changed', () => {
    const changed = scheme(a, segment('b', 'B changed'), c)
    const removed = merged(base, scheme(a, c), changed)
    expect(names(removed.content)).toEqual(['A', 'C'])
    expect(removed.clashes).toHaveLength(1)
    const kept = merged(base, changed, scheme(a, c))
    expect(names(kept.content)).toContain('B changed')
    expect(kept.clashes).toHaveLength(1)
  })

  it('keep the order of the one who changed it, and mine where both did', () => {
    expect(names(merged(base, scheme(c, a, b), base).content)).toEqual(['C', 'A', 'B'])
    expect(names(merged(base, base, scheme(b, a, c)).content)).toEqual(['B', 'A', 'C'])
    const both = merged(base, scheme(c, a, b), scheme(b, a, c))
    expect(names(both.content)).toEqual(['C', 'A', 'B'])
    expect(both.clashes).toEqual([{ kind: 'order' }])
  })

  it('clash in a title that both wrote', () => {
    const title = (fi: string) => ({ ...base, title: text(fi) })
    expect(merged(base, title('mine'), title('theirs'))).toEqual({ content: title('mine'), clashes: [{ kind: 'title' }] })
    expect(merged(base, base, title('theirs')).content.title.fi).toBe('theirs')
  })
})
