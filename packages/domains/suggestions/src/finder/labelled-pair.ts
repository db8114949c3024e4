/** [as it was handed in: title, situation, proposal] and [as another deputy tells it: title, text]. */
export type LabelledPair = readonly [earlier: readonly [title: string, background: string, proposal: string], later: readonly [title: string, text: string]];
