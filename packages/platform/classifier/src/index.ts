export { classify, type Alternative, type Classification, type ClassifyOptions } from './classify.ts';
export { isTopicLabel, topicLabels, type Message, type TopicLabel } from './labels.ts';
export { emptyAdjustment, learn, readAdjustment, type Adjustment, type Correction } from './learn.ts';
export { subtopicNames, type Subtopic } from './subtopics.ts';
