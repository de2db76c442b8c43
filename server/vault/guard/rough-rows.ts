import { ROUGH, roughly } from '../../orders/order.ts'

/**
 * Rows of a file as an administrator may see them before anything is released: two significant digits, in tens at least, null under
 * twenty. Coarser than a published report, since imports can be repeated with other catalogues and subtracted (server/orders/orders.md).
 */
export const roughRows = (n: number): number | null => (n >= ROUGH.least ? roughly(n) : null)
