/** The page of what a record came from; null where there is none. */
export function sourceOf({ subjectType, subjectId }: { readonly subjectType: string; readonly subjectId: string }): string | null {
  switch (subjectType) {
    case 'suggestion':
      return `/suggestions/${subjectId}`;
    case 'motion':
      return `/motions/${subjectId}`;
    case 'opinion':
      return `/opinions/${subjectId}`;
    case 'topic_call':
      return `/calls/${subjectId}`;
    case 'reception_day':
      return '/station';
    case 'deputy_visit':
    case 'household':
      return '/visits';
    case 'duty_activity':
      return `/activities/${subjectId}`;
    case 'duty_declaration':
      return '/duty/declared';
    default:
      return null;
  }
}
