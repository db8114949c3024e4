/** The desk's page of what a record came from; null where there is none, or where it is the deputy's own. */
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
      return '/stations/receptions?state=held';
    case 'duty_activity':
      return `/activities/${subjectId}`;
    case 'duty_declaration':
      return '/duty/declarations?state=confirmed';
    default:
      return null;
  }
}
