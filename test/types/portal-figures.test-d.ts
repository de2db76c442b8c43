/** Each way to get a number past the schema, refused by the compiler. Checked by `npm run typecheck`. */

import { type Figure, tally } from '../../server/portal/release/figure.ts'
import { liftOf, shareOf } from '../../server/portal/release/ratios.ts'
import { type Count, type Lift, type Parameter, Sealed, type Share } from '../../server/portal/release/sealed.ts'
import { builder } from '../../server/portal/schema/builder.ts'

declare const raw: number
declare const count: Count
declare const share: Share
declare const figure: Figure
declare function publish(count: number): void

/** Fields of the schema. */
builder.objectRef<{ readonly n: number; readonly count: Count }>('Leak').implement({
  fields: (t) => ({
    // @ts-expect-error no field of type Int
    a: t.int({ resolve: () => raw }),
    // @ts-expect-error no list of Int
    b: t.intList({ resolve: () => [raw] }),
    // @ts-expect-error no field of type Float
    c: t.float({ resolve: () => raw }),
    // @ts-expect-error nor by its name
    d: t.field({ type: 'Int', resolve: () => raw }),
    // @ts-expect-error no number is exposed
    e: t.exposeInt('n'),
    // @ts-expect-error nor as Float
    f: t.exposeFloat('n'),
    // @ts-expect-error a number is not a Count
    g: t.field({ type: 'Count', resolve: () => raw }),
    // @ts-expect-error nor when exposed
    h: t.expose('n', { type: 'Count' }),
    // @ts-expect-error nor in a matrix
    i: t.field({ type: [t.listRef('Count', { nullable: true })], resolve: () => [[raw]] }),
    // @ts-expect-error a number is not a Share
    j: t.field({ type: 'Share', resolve: () => raw }),
    // @ts-expect-error a number is not a Lift
    k: t.field({ type: 'Lift', resolve: () => raw }),
    // @ts-expect-error a number is not a difference
    l: t.field({ type: 'CountDifference', resolve: () => raw }),
    // @ts-expect-error nor of shares
    m: t.field({ type: 'ShareDifference', resolve: () => raw }),
    // @ts-expect-error a number of clients is not a number of figures
    n: t.field({ type: 'FigureCount', resolve: () => raw }),
    // @ts-expect-error nor a parameter
    o: t.field({ type: 'Parameter', resolve: () => raw }),
    // @ts-expect-error a Count is not a Parameter, which has no threshold
    p: t.field({ type: 'Parameter', resolve: (leak) => leak.count }),
    // @ts-expect-error a number is not an identifier
    q: t.id({ resolve: () => raw }),
    // @ts-expect-error nor exposed as one
    r: t.exposeID('n'),
    // @ts-expect-error a number is not text
    s: t.string({ resolve: () => raw }),
    // @ts-expect-error nor an instant
    u: t.field({ type: 'DateTime', resolve: () => raw }),
  }),
})

/** Columns of the database. */
builder.prismaObject('Service', {
  variant: 'LeakingService',
  fields: (t) => ({
    // @ts-expect-error a column with a number is not exposed
    a: t.exposeInt('position'),
  }),
})

/** Making a sealed value. */
// @ts-expect-error the constructor is private
new Sealed('Count', raw, 5)
// @ts-expect-error a look-alike is not sealed
const alike: Count = { value: 7 }
// @ts-expect-error a cast needs a detour that a reader sees
raw as Count
// @ts-expect-error the kinds do not mix
const mixed: Count = share
// @ts-expect-error nor a share of plain numbers
shareOf(3, 7)
// @ts-expect-error nor a lift
liftOf(3, [raw], 9)
// @ts-expect-error nor counts numbers
tally([raw])

/** Opening one. */
// @ts-expect-error no property holds the number
count.value
// @ts-expect-error the private field is private
count.#value
// @ts-expect-error a count is not a number
publish(count)
// @ts-expect-error nothing can be calculated with it
publish(count - 1)
// @ts-expect-error nor compared with a number
publish(count > 5 ? 1 : 0)
// @ts-expect-error a figure is not a number either
publish(figure.count)

export type { alike, Lift, mixed, Parameter }
