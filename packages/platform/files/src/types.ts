/** What may be uploaded, and how each is recognised. Runs in the browser too: the same list fills the file picker. */

export type FileKind = 'image' | 'document' | 'text';

export type AcceptedType = {
  /** As people say it. */
  label: string;
  mediaType: string;
  kind: FileKind;
  /** Given to a file whose name has no ending. */
  extension: string;
  /** Shown by browsers themselves without risk, so that `inline` may be asked for. */
  inline: boolean;
};

/**
 * Accepted types. Left out on purpose: HTML, SVG and XML (run scripts), programs, archives, macros, the old binary office
 * formats (macros cannot be told apart cheaply), HEIC and video (their place and device data cannot be stripped here).
 */
export const acceptedTypes = {
  jpg: { label: 'JPG', mediaType: 'image/jpeg', kind: 'image', extension: 'jpg', inline: true },
  png: { label: 'PNG', mediaType: 'image/png', kind: 'image', extension: 'png', inline: true },
  webp: { label: 'WEBP', mediaType: 'image/webp', kind: 'image', extension: 'webp', inline: true },
  pdf: { label: 'PDF', mediaType: 'application/pdf', kind: 'document', extension: 'pdf', inline: true },
  docx: {
    label: 'DOCX',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    kind: 'document',
    extension: 'docx',
    inline: false,
  },
  xlsx: {
    label: 'XLSX',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    kind: 'document',
    extension: 'xlsx',
    inline: false,
  },
  pptx: {
    label: 'PPTX',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    kind: 'document',
    extension: 'pptx',
    inline: false,
  },
  ofd: { label: 'OFD', mediaType: 'application/ofd', kind: 'document', extension: 'ofd', inline: false },
  txt: { label: 'TXT', mediaType: 'text/plain', kind: 'text', extension: 'txt', inline: false },
} as const satisfies Readonly<Record<string, AcceptedType>>;

export type TypeName = keyof typeof acceptedTypes;

/** Labels for messages: "JPG、PNG、…". */
export const acceptedLabels: readonly string[] = Object.values(acceptedTypes).map(({ label }) => label);

/** Limits, in bytes, pixels and pieces. */
export const limits = {
  /** One file as it is sent. */
  fileSize: 20 * 1024 * 1024,
  /** Everything in an office document, unpacked. */
  unpackedSize: 200 * 1024 * 1024,
  /** Unpacked against packed size of one entry, when the entry is large enough to matter. */
  unpackRatio: 100,
  /** Entries above this size are held to the ratio; small texts pack well without harm. */
  ratioFrom: 1024 * 1024,
  archiveEntries: 10_000,
  imagePixels: 50_000_000,
  /** Longer sides of a kept picture and of its preview. */
  imageSide: 4096,
  thumbnailSide: 480,
  /** Files of one person that belong to nothing yet. */
  pendingPerPerson: 60,
  /** Hours after which a file that belongs to nothing is removed. */
  pendingHours: 24,
} as const;

const byExtension: ReadonlyMap<string, TypeName> = new Map<string, TypeName>([
  ['jpg', 'jpg'],
  ['jpeg', 'jpg'],
  ['png', 'png'],
  ['webp', 'webp'],
  ['pdf', 'pdf'],
  ['docx', 'docx'],
  ['xlsx', 'xlsx'],
  ['pptx', 'pptx'],
  ['ofd', 'ofd'],
  ['txt', 'txt'],
  // A table as text: kept and sent as text.
  ['csv', 'txt'],
]);

/** For `<input type="file" accept>`. */
export const acceptAttribute: string = [...byExtension.keys()].map((extension) => `.${extension}`).join(',');

/** The type that an ending (lower case, no dot) stands for; undefined when it stands for none we accept. */
export function typeOfExtension(extension: string): TypeName | undefined {
  return byExtension.get(extension);
}

/** The type behind a stored media type; undefined for none of ours. */
export function typeOfMedia(mediaType: string): AcceptedType | undefined {
  return Object.values(acceptedTypes).find((type) => type.mediaType === mediaType);
}
