import { addressAs } from '@smart/client/capacity';
import { capacityChoice } from '../../api.ts';

/** Where a letter of supervision lies as a file, for the capacity of now. */
export const supervisionFile = (id: string, format: 'pdf' | 'docx'): string => addressAs(`/api/opinions/supervision/${id}.${format}`, capacityChoice.current.value);
