/** The top share of a service's users that its rule may call heavy, in whole per cent. A rule's limit, never a figure of clients. */
export const topPercent = (rules: { readonly topShare: number }): number => Math.round(rules.topShare * 100)
