export { classify, type Alternative, type Classification, type ClassifyOptions } from './classify.ts';
export { isTopicLabel, topicLabels, type Message, type TopicLabel } from './labels.ts';
export { emptyAdjustment, learn, readAdjustment, type Adjustment, type Correction } from './learn.ts';
export { createPlaceFinder, type DivisionFound, type NamedDivision, type PlaceFinder, type PlacesFound } from './place.ts';
export { compare as compareTraits, groupMatters, groupTraits, sameMatter, traitsOf, type Likeness, type Traits } from './similar.ts';
export { subtopicNames, subtopicOf, type Subtopic } from './subtopics.ts';
export { urgencyOf, type Urgency, type UrgencyLevel } from './urgency.ts';
