import { addressAs } from './capacity.ts';

/** Where pictures are shown, small and large, for a `PictureStrip`. A link cannot send the capacity in a header: it names it in its address. */
export function pictureLinks(pictures: readonly { readonly id: string }[], capacity: string | null): { readonly id: string; readonly href: string; readonly small: string }[] {
  return pictures.map(({ id }) => ({ id, href: addressAs(`/api/files/${id}?inline=1`, capacity), small: addressAs(`/api/files/${id}/thumbnail`, capacity) }));
}
