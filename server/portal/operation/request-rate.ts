/** How many questions a caller may ask in a minute. */
import type { Request, RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { refusal } from './refusal.ts'

/** Counts in this process; several portals each allow as many. Tells what is left in the standard `RateLimit` headers. */
export function requestRate(perMinute: number, keyOf: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    // Its own checks would write to standard error, past the log; what they warn of is settled in caller.ts.
    validate: false,
    handler: (_, response) => refusal(response, 429, 'RATE_LIMITED', 'Too many questions in a minute. Try again in a moment.'),
  })
}
