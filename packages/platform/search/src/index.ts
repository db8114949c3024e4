export { excerpt, highlight, type Segment } from './highlight.ts';
export { keywords, queryTerms, tokens, words } from './tokens.ts';
export { toQuery, toSimilarQuery, toVector, type VectorPart, type Weight } from './vector.ts';
