/**
 * The one kind of error the platform throws on purpose. A code comes from the catalogue, and the catalogue is
 * typed so that a code without HTTP status and message does not compile. Add codes in the topic files.
 */
import { callsErrors } from './errors/calls.ts';
import { opinionsErrors } from './errors/opinions.ts';
import { commonErrors } from './errors/common.ts';
import { consultationsErrors } from './errors/consultations.ts';
import { contentErrors } from './errors/content.ts';
import { directoryErrors } from './errors/directory.ts';
import { dutyErrors } from './errors/duty.ts';
import { filesErrors } from './errors/files.ts';
import { identityErrors } from './errors/identity.ts';
import { parametersErrors } from './errors/parameters.ts';
import { stationsErrors } from './errors/stations.ts';
import { suggestionsErrors } from './errors/suggestions.ts';
import type { ErrorEntry, ErrorHttpStatus, ErrorParams } from './errors/topic.ts';
import { workflowErrors } from './errors/workflow.ts';

export const errorCatalogue = {
  ...commonErrors,
  ...workflowErrors,
  ...identityErrors,
  ...directoryErrors,
  ...filesErrors,
  ...parametersErrors,
  ...suggestionsErrors,
  ...callsErrors,
  ...opinionsErrors,
  ...stationsErrors,
  ...contentErrors,
  ...consultationsErrors,
  ...dutyErrors,
} as const satisfies Readonly<Record<string, ErrorEntry>>;

/** Every code an error of this platform can carry. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What the message of `Code` needs; an empty object when it needs nothing. */
export type ParamsOf<Code extends ErrorCode> = (typeof errorCatalogue)[Code]['message'] extends () => string
  ? Readonly<Record<string, never>>
  : Parameters<(typeof errorCatalogue)[Code]['message']>[0];

/** One field that must be corrected: `path` as in the input (`items.0.title`), `message` in Chinese. */
export type FieldProblem = { path: string; message: string };

/** The parameters may be left out when the message needs none of them. */
type ErrorArguments<Code extends ErrorCode> =
  Readonly<Record<string, never>> extends ParamsOf<Code>
    ? [params?: ParamsOf<Code>, fields?: readonly FieldProblem[]]
    : [params: ParamsOf<Code>, fields?: readonly FieldProblem[]];

/**
 * An expected refusal, with a message a clerk understands.
 * @example throw new DomainError('common.forbidden', { reason: '只有承办单位可以签收' });
 */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  /** The fields to correct; empty when the refusal concerns the act as a whole. */
  readonly fields: readonly FieldProblem[];
  readonly http: ErrorHttpStatus;

  constructor(code: Code, ...args: ErrorArguments<Code>);
  constructor(code: ErrorCode, params: ErrorParams = {}, fields: readonly FieldProblem[] = []) {
    const entry: ErrorEntry = errorCatalogue[code];
    super(entry.message(params));
    this.name = 'DomainError';
    this.code = code;
    this.params = params;
    this.fields = fields;
    this.http = entry.http;
  }
}

/** True for every error made with `DomainError`; with a code, only for that one. */
export function isDomainError(error: unknown, code?: ErrorCode): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
