/** A failure as a person and a page need it. */
export interface DescribedError {
  /** Chinese, ready to show. */
  readonly message: string;
  /** Code of the error catalogue, or `network`, `timeout`, `aborted`, `gateway`, `unknown`. */
  readonly code: string;
  readonly requestId?: string | undefined;
  /** Message for each form field, by the path under which it was sent. */
  readonly fields: Readonly<Record<string, string>>;
  /** True when trying the same again later may succeed. */
  readonly retryable: boolean;
}

/** The server's refusal as it travels in `error.data` (see `WireError` in `@smart/rpc`). */
interface WireData {
  readonly code: string;
  readonly httpStatus: number;
  readonly requestId?: string;
  readonly fields: Record<string, string>;
}

/** Thrown by our `fetch` when no answer came in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

const messages = {
  network: '网络不通，您填写的内容已保存在本机，恢复后会继续提交',
  timeout: '服务器迟迟没有应答，您填写的内容已保存在本机，请稍后重试',
  gateway: '服务暂时不可用，您填写的内容已保存在本机，请稍后重试',
  aborted: '操作已取消',
  unknown: '页面出现了意外情况，请刷新后重试；仍不成功请联系管理员',
} as const;

const retryableStatus = new Set([408, 429, 502, 503, 504]);

/** Turns anything caught into words, code and field messages. Never throws, never shows English or a stack. */
export function describeError(error: unknown): DescribedError {
  const data = wireData(error);
  if (data) {
    return {
      message: messageOf(error) || messages.unknown,
      code: data.code,
      requestId: data.requestId,
      fields: data.fields,
      retryable: retryableStatus.has(data.httpStatus),
    };
  }
  const code = transportCode(error);
  return { message: messages[code], code, fields: {}, retryable: code !== 'unknown' && code !== 'aborted' };
}

/** The HTTP status with which our server refused, or undefined when it did not answer itself. */
export function refusalStatus(error: unknown): number | undefined {
  return wireData(error)?.httpStatus;
}

/** True when it is unknown whether the server got the call at all, or it said it is busy: repeat with the same key. */
export function worthRetrying(error: unknown): boolean {
  const status = refusalStatus(error);
  if (status !== undefined) return status === 502 || status === 503 || status === 504;
  const code = transportCode(error);
  return code === 'network' || code === 'timeout' || code === 'gateway';
}

function wireData(error: unknown): WireData | undefined {
  const data = property(error, 'data');
  const code = property(data, 'code');
  const httpStatus = property(data, 'httpStatus');
  if (typeof code !== 'string' || typeof httpStatus !== 'number') return undefined;
  const requestId = property(data, 'requestId');
  const fields = fieldsOf(property(data, 'fields'));
  return { code, httpStatus, fields, ...(typeof requestId === 'string' ? { requestId } : {}) };
}

function fieldsOf(list: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!Array.isArray(list)) return fields;
  for (const entry of list) {
    const path = property(entry, 'path');
    const message = property(entry, 'message');
    // The first message of a field is the one to mend first.
    if (typeof path === 'string' && typeof message === 'string') fields[path] ??= message;
  }
  return fields;
}

function transportCode(error: unknown): keyof typeof messages {
  if (typeof navigator !== 'undefined' && navigator.onLine === false) return 'network';
  for (
    let inner: unknown = error, depth = 0;
    inner !== undefined && depth < 5;
    inner = property(inner, 'cause'), depth += 1
  ) {
    if (inner instanceof TimeoutError) return 'timeout';
    const name = property(inner, 'name');
    if (name === 'AbortError') return 'aborted';
    // A proxy's own error page is not JSON.
    if (inner instanceof SyntaxError) return 'gateway';
    // All browsers report a failed fetch as a TypeError; a TypeError of our own code carries no such words.
    if (inner instanceof TypeError && /fetch|network|load failed|connection/i.test(inner.message)) return 'network';
  }
  return 'unknown';
}

function messageOf(error: unknown): string {
  const message = property(error, 'message');
  return typeof message === 'string' ? message : '';
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
