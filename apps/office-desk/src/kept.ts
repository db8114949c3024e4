import { createKept } from '@smart/client/kept';
import { session } from './session.ts';

/** Reasons and opinions, kept on this computer for whoever is signed in. */
export const useKept = createKept('office', () => session.info.value?.person.id ?? '');
