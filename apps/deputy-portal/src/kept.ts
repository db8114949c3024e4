import { createKept } from '@smart/client/kept';
import { session } from './session.ts';

/** Reasons and comments, kept on this device for whoever is signed in. */
export const useKept = createKept('deputy', () => session.info.value?.person.id ?? '');
