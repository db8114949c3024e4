/** Values a message may show; everything here also travels to the browser, so never put secrets in. */
export type ErrorParam = string | number | boolean | readonly string[] | null | undefined;

/** The parameters of one error, by name. */
export type ErrorParams = Readonly<Record<string, ErrorParam>>;

/** HTTP statuses the platform answers with. Add one only when a client must act differently on it. */
export type ErrorHttpStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 429 | 500 | 503;

/**
 * One entry of the catalogue. `message` is written with method syntax on purpose: each entry narrows the
 * parameters to its own, and `DomainError` checks them where the error is made.
 */
export type ErrorEntry = {
  http: ErrorHttpStatus;
  /** Chinese, as an official would write it: which field or rule, and what to do now. */
  message(params: ErrorParams): string;
};

/** One topic file: codes all begin with the topic's name and a dot. */
export type ErrorTopic<Topic extends string> = Readonly<Record<`${Topic}.${string}`, ErrorEntry>>;
