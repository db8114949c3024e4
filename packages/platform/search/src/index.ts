export { excerpt, highlight, type Segment } from './highlight.ts';
export { keywords, queryTerms, tokens, words } from './tokens.ts';
export { queryOf, toQuery, toSimilarQuery, toVector, type TwoQueries, type VectorPart, type Weight } from './vector.ts';
