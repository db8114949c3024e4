import { computed, useId } from 'vue';

/** What every form component takes besides its value. */
export interface FieldProps {
  /** Name in the form; also the path under which the server reports errors. */
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** Ids and ARIA attributes that tie label, hint and error to the control. */
export function useField(props: Readonly<FieldProps>) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const control = computed(() => ({
    id,
    name: props.name,
    required: props.required ?? false,
    disabled: props.disabled ?? false,
    'aria-invalid': props.error ? ('true' as const) : undefined,
    'aria-describedby': [props.error && errorId, props.hint && hintId].filter(Boolean).join(' ') || undefined,
  }));
  return { id, hintId, errorId, control };
}
