/** Each way to get a raw count out of the seal, refused by the compiler. Checked by `npm run typecheck`. */
import type { Cube, Profiles } from '../../server/vault/cube/sealed-counts.ts'

declare const cube: Cube
declare const profiles: Profiles
declare function publish(count: number): void

// @ts-expect-error no property holds the counts
cube.base
// @ts-expect-error the private field is private
cube.value
// @ts-expect-error nor does one of the profiles
profiles.clients
// @ts-expect-error nor an element
cube[0]
// @ts-expect-error a cube is not a number
publish(cube)
// @ts-expect-error nothing can be calculated with it
publish(cube - 1)
// @ts-expect-error nor compared
publish(cube > 5 ? 1 : 0)
// @ts-expect-error nothing to take apart
const { base } = cube
// @ts-expect-error a spread has no counts
publish({ ...cube }.base)
// @ts-expect-error it cannot be walked
for (const count of cube) publish(count)
// @ts-expect-error the written form never comes to be
publish(cube.toJSON().base)
// @ts-expect-error a look-alike is not a cube: only the cube's code seals
const forged: Cube = { toJSON: () => ({}), toString: () => '' }
// @ts-expect-error profiles are not a cube
const swapped: Cube = profiles

export { base, forged, swapped }
