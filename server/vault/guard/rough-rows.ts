import { percentOfRough, ROUGH, roughly } from '../../orders/order.ts'

/**
 * Rows of a file as an administrator may see them before anything is released: two significant digits, in tens at least, null under
 * twenty. Coarser than a published report, since imports can be repeated with other catalogues and subtracted (server/orders/orders.md).
 */
export const roughRows = (n: number): number | null => (n >= ROUGH.least ? roughly(n) : null)

/**
 * Rows of a reason in whole per cent of a file's rows; null under one per cent, none among them, and where either is under twenty. Of the
 * rough numbers: of a small file a per cent is less than ten rows.
 */
export const roughPercent = (n: number, of: number): number | null => percentOfRough(roughRows(n), roughRows(of))
