/**
 * The one place that reads environment variables. Node only; everything else in the kernel also runs in a browser.
 * Few options, good defaults: with an empty environment the platform runs on one machine with demonstration data.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The root of the repository, which relative paths in the configuration refer to. */
export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

export type FilesConfig =
  | { driver: 'disk'; folder: string }
  | {
      driver: 's3';
      bucket: string;
      region: string;
      /** null for Amazon's own service. */
      endpoint: string | null;
      accessKeyId: string;
      secretAccessKey: string;
      /** Most self-hosted stores need the bucket in the path. */
      forcePathStyle: boolean;
    };

/** A gateway that speaks the protocol of Alibaba Cloud's SendSms (docs/operations/sms.md). */
export type SmsConfig = {
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** The registered signature that stands before every message: 智慧人大. */
  signName: string;
  /** The registered templates. */
  templates: Readonly<Record<'evaluate' | 'cosign' | 'contact' | 'todo' | 'code' | 'follow' | 'opinion', string>>;
};

export type Config = {
  production: boolean;
  port: number;
  host: string;
  /** Absolute folder for the embedded database, files and generated secrets. */
  dataDir: string;
  /** Administration address of PostgreSQL; null runs the embedded server in `dataDir`. */
  databaseUrl: string | null;
  /** Whether demonstration data is loaded at the first start. */
  demo: boolean;
  /** Root of all derived keys; null lets the server keep a generated one in `dataDir`. */
  secret: string | null;
  /** What seals phone numbers, identity cards and addresses: international or national algorithms (密码法). */
  personalDataCipher: 'aes-256-gcm' | 'sm4-ctr-hmac-sm3';
  /** The address users see, without a slash at the end; null derives it from host and port. */
  publicUrl: string | null;
  /** Other addresses of this deployment, where the deputies' and the offices' app are opened; null: at the public address. */
  deputyUrl: string | null;
  officeUrl: string | null;
  /** The province's unified login (统一认证), an OpenID Connect provider; null without one. */
  upstream: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  files: FilesConfig;
  /** Null: no SMS is sent; a demonstration shows messages instead. */
  sms: SmsConfig | null;
  /** Which proxies in front are believed: none, all, a number of hops, or a list of addresses. */
  trustProxy: boolean | number | string;
  /** Multiplies how often one person or address may call: raised where one address stands for many, and by benchmarks. */
  rateFactor: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
};

/** The environment is not usable. Each problem is one sentence that names the variable and the remedy. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

const onOff = (name: string) =>
  z
    .enum(['1', 'true', '0', 'false'], `${name} 只能是 1 或者 0 (${name} must be 1 or 0)`)
    .transform((value) => value === '1' || value === 'true')
    .optional();

const address = (name: string, schemes: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      `${name} 应当是形如 ${example} 的地址 (${name} must be an address such as ${example})`,
    )
    .optional();

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portProblem())
    .transform(Number)
    .refine((port) => port <= 65535, portProblem())
    .default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/smart'),
  DEMO: onOff('DEMO'),
  SMART_SECRET: z
    .string()
    .min(
      32,
      'SMART_SECRET 不得少于 32 个字符，请重新生成 (SMART_SECRET must have at least 32 characters, e.g. from: openssl rand -hex 32)',
    )
    .optional(),
  PERSONAL_DATA_CIPHER: z
    .enum(['aes-256-gcm', 'sm4'], 'PERSONAL_DATA_CIPHER 只能是 aes-256-gcm 或者 sm4 (PERSONAL_DATA_CIPHER must be aes-256-gcm or sm4)')
    .default('aes-256-gcm'),
  PUBLIC_URL: address('PUBLIC_URL', ['http:', 'https:'], 'https://rd.example.gov.cn'),
  DEPUTY_URL: address('DEPUTY_URL', ['http:', 'https:'], 'https://deputy.example.gov.cn'),
  OFFICE_URL: address('OFFICE_URL', ['http:', 'https:'], 'https://office.example.gov.cn'),
  UPSTREAM_ISSUER: address('UPSTREAM_ISSUER', ['https:', 'http:'], 'https://sso.example.gov.cn').refine(
    isPrivate,
    'UPSTREAM_ISSUER 应当以 https:// 开头 (UPSTREAM_ISSUER must begin with https://)',
  ),
  UPSTREAM_CLIENT_ID: z.string().optional(),
  UPSTREAM_CLIENT_SECRET: z.string().optional(),
  UPSTREAM_NAME: z.string().max(20, 'UPSTREAM_NAME 不超过 20 个字 (UPSTREAM_NAME must have at most 20 characters)').default('统一认证'),
  FILES_DRIVER: z
    .enum(['disk', 's3'], 'FILES_DRIVER 只能是 disk 或者 s3 (FILES_DRIVER must be disk or s3)')
    .default('disk'),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: address('S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.com'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: onOff('S3_FORCE_PATH_STYLE'),
  SMS_ENDPOINT: address('SMS_ENDPOINT', ['https:', 'http:'], 'https://dysmsapi.aliyuncs.com').refine(
    isPrivate,
    'SMS_ENDPOINT 应当以 https:// 开头，否则手机号会明文传输 (SMS_ENDPOINT must begin with https://)',
  ),
  SMS_ACCESS_KEY_ID: z.string().optional(),
  SMS_ACCESS_KEY_SECRET: z.string().optional(),
  SMS_SIGN_NAME: z.string().optional(),
  SMS_TEMPLATE_CODE_EVALUATE: z.string().optional(),
  SMS_TEMPLATE_CODE_COSIGN: z.string().optional(),
  SMS_TEMPLATE_CODE_CONTACT: z.string().optional(),
  SMS_TEMPLATE_CODE_TODO: z.string().optional(),
  SMS_TEMPLATE_CODE_SIGN_IN: z.string().optional(),
  SMS_TEMPLATE_CODE_FOLLOW: z.string().optional(),
  SMS_TEMPLATE_CODE_OPINION: z.string().optional(),
  TRUST_PROXY: z.string().optional(),
  RATE_FACTOR: z
    .string()
    .regex(/^\d{1,6}(\.\d+)?$/, rateProblem())
    .transform(Number)
    .refine((factor) => factor > 0, rateProblem())
    .default(1),
  LOG_LEVEL: z
    .enum(LEVELS, `LOG_LEVEL 只能是 ${LEVELS.join('、')} 之一 (LOG_LEVEL must be one of them)`)
    .default('info'),
});

type Environment = z.output<typeof environmentSchema>;

function portProblem(): string {
  return 'PORT 应当是 0 到 65535 的整数 (PORT must be a whole number from 0 to 65535; 0 takes any free port)';
}

/** Encrypted on the way, or never leaves this machine (a simulator). */
function isPrivate(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return true;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function rateProblem(): string {
  return 'RATE_FACTOR 应当是大于 0 的数 (RATE_FACTOR must be a number above 0; 10 allows ten times the usual calls)';
}

/**
 * Reads the configuration. A variable set to nothing counts as not set.
 * @throws ConfigurationError listing every faulty variable
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const result = environmentSchema.safeParse(Object.fromEntries(given.map(([name, value]) => [name, value?.trim()])));
  if (!result.success) throw new ConfigurationError([...new Set(result.error.issues.map(({ message }) => message))]);
  const variables = result.data;
  const production = variables.NODE_ENV === 'production';
  const dataDir = isAbsolute(variables.DATA_DIR)
    ? resolve(variables.DATA_DIR)
    : resolve(repositoryRoot, variables.DATA_DIR);
  return {
    production,
    port: variables.PORT,
    host: variables.HOST,
    dataDir,
    databaseUrl: variables.DATABASE_URL ?? null,
    demo: variables.DEMO ?? !production,
    secret: variables.SMART_SECRET ?? null,
    personalDataCipher: variables.PERSONAL_DATA_CIPHER === 'sm4' ? 'sm4-ctr-hmac-sm3' : variables.PERSONAL_DATA_CIPHER,
    publicUrl: variables.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    deputyUrl: variables.DEPUTY_URL?.replace(/\/+$/, '') ?? null,
    officeUrl: variables.OFFICE_URL?.replace(/\/+$/, '') ?? null,
    upstream: upstreamConfig(variables),
    files: filesConfig(variables, dataDir),
    sms: smsConfig(variables),
    trustProxy: trustProxy(variables.TRUST_PROXY),
    rateFactor: variables.RATE_FACTOR,
    logLevel: variables.LOG_LEVEL,
  };
}

function filesConfig(variables: Environment, dataDir: string): FilesConfig {
  if (variables.FILES_DRIVER === 'disk') return { driver: 'disk', folder: join(dataDir, 'files') };
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (!bucket || !accessKeyId || !secretAccessKey) {
    const missing = Object.entries({
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    })
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new ConfigurationError(
      missing.map((name) => `FILES_DRIVER=s3 时必须设置 ${name} (with FILES_DRIVER=s3, ${name} must be set)`),
    );
  }
  return {
    driver: 's3',
    bucket,
    region: variables.S3_REGION,
    endpoint: variables.S3_ENDPOINT ?? null,
    accessKeyId,
    secretAccessKey,
    forcePathStyle: variables.S3_FORCE_PATH_STYLE ?? variables.S3_ENDPOINT !== undefined,
  };
}

/** Another host name needs the public address, where people sign in; the unified login needs both halves of its key. */
function upstreamConfig(variables: Environment): Config['upstream'] {
  const { PUBLIC_URL, DEPUTY_URL, OFFICE_URL, UPSTREAM_ISSUER: issuer, UPSTREAM_CLIENT_ID: clientId, UPSTREAM_CLIENT_SECRET: clientSecret, UPSTREAM_NAME: name } = variables;
  if (PUBLIC_URL === undefined && (DEPUTY_URL ?? OFFICE_URL) !== undefined) {
    throw new ConfigurationError(['设置了 DEPUTY_URL 或者 OFFICE_URL 时必须设置 PUBLIC_URL (with DEPUTY_URL or OFFICE_URL, PUBLIC_URL must be set)']);
  }
  if (issuer === undefined) return null;
  if (clientId !== undefined && clientSecret !== undefined) return { issuer, clientId, clientSecret, name };
  const missing = Object.entries({ UPSTREAM_CLIENT_ID: clientId, UPSTREAM_CLIENT_SECRET: clientSecret }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  throw new ConfigurationError(missing.map((key) => `设置了 UPSTREAM_ISSUER 时必须设置 ${key} (with UPSTREAM_ISSUER, ${key} must be set)`));
}

/** All of it or nothing: whoever sets the key wants messages to be sent. */
function smsConfig(variables: Environment): SmsConfig | null {
  if (variables.SMS_ACCESS_KEY_ID === undefined) return null;
  const missing: string[] = [];
  const required = (name: `SMS_${string}` & keyof Environment): string => {
    const value = variables[name];
    if (value === undefined) missing.push(name);
    return value ?? '';
  };
  const config: SmsConfig = {
    endpoint: (variables.SMS_ENDPOINT ?? 'https://dysmsapi.aliyuncs.com/').replace(/\/*$/, '/'),
    accessKeyId: variables.SMS_ACCESS_KEY_ID,
    accessKeySecret: required('SMS_ACCESS_KEY_SECRET'),
    signName: required('SMS_SIGN_NAME'),
    templates: {
      evaluate: required('SMS_TEMPLATE_CODE_EVALUATE'),
      cosign: required('SMS_TEMPLATE_CODE_COSIGN'),
      contact: required('SMS_TEMPLATE_CODE_CONTACT'),
      todo: required('SMS_TEMPLATE_CODE_TODO'),
      code: required('SMS_TEMPLATE_CODE_SIGN_IN'),
      follow: required('SMS_TEMPLATE_CODE_FOLLOW'),
      opinion: required('SMS_TEMPLATE_CODE_OPINION'),
    },
  };
  if (missing.length === 0) return config;
  throw new ConfigurationError(missing.map((name) => `设置了 SMS_ACCESS_KEY_ID 时必须设置 ${name} (with SMS_ACCESS_KEY_ID, ${name} must be set)`));
}

function trustProxy(text: string | undefined): Config['trustProxy'] {
  if (text === undefined || text === '0' || text === 'false') return false;
  if (text === 'true') return true;
  return /^\d+$/.test(text) ? Number(text) : text;
}
