import { expect, it } from 'vitest'
import { inOrder, nextShown } from '../../../web/administration/release-order.ts'

it('lists what waits for somebody first, then the newest data, whatever was published last', () => {
  const release = (id: string, dataDate: string, state: string) => ({ id, dataDate, state })
  const listed = inOrder([
    release('old', '2023-12-31', 'SERVED'),
    release('waits', '2024-12-31', 'WAITING'),
    release('current', '2025-09-30', 'SERVED'),
    release('replaced', '2025-09-30', 'REPLACED'),
  ])
  expect(listed.map(({ id }) => id)).toEqual(['waits', 'current', 'replaced', 'old'])
})

it('knows what readers see once a release is withdrawn: the last published of the others, or nothing', () => {
  const [current, replaced, old] = [
    { id: 'current', state: 'SERVED' },
    { id: 'replaced', state: 'REPLACED' },
    { id: 'old', state: 'SERVED' },
  ] as const
  expect(nextShown([current, replaced, old], current)).toBe(old)
  expect(nextShown([current, replaced, old], old)).toBe(current)
  expect(nextShown([current, replaced], current)).toBeNull()
})
